/** What both stores share: not for use outside of them. */
@NullMarked
package org.commandery.eventstore.internal;

import org.jspecify.annotations.NullMarked;
