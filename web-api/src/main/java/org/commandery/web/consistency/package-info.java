/** Queries that wait until read models have reached a position. */
@NullMarked
package org.commandery.web.consistency;

import org.jspecify.annotations.NullMarked;
