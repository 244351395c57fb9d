/** The event store: streams of recorded events, appended under an expected version and read in order. */
@NullMarked
package org.commandery.eventstore;

import org.jspecify.annotations.NullMarked;
