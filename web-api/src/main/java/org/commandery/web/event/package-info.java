/** Recorded events over HTTP: one stream, or all of them in their order. */
@NullMarked
package org.commandery.web.event;

import org.jspecify.annotations.NullMarked;
