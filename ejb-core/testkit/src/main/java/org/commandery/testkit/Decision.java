package org.commandery.testkit;

import java.util.List;
import org.commandery.application.DispatchOptions;
import org.jspecify.annotations.Nullable;

/** How the aggregate of a scenario decides on a command. */
@FunctionalInterface
interface Decision {

    /**
     * Decides, and changes nothing.
     *
     * @param state the aggregate's state; null when it has no events
     * @return the events; may be empty
     * @throws Throwable why it refuses, or what went wrong
     */
    List<Object> on(@Nullable Object state, Object command, DispatchOptions options) throws Throwable;
}
