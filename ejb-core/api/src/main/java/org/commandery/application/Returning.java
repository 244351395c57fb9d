package org.commandery.application;

/** What a dispatch returns in its {@link ExecutionResult}, beside the ids, the stream, the position and the names of the events. */
public enum Returning {

    /** The aggregate's version, and no more. */
    VERSION,

    /** The aggregate's state after the command. */
    STATE,

    /** The events that the command led to. */
    EVENTS,

    /** State and events. */
    ALL;

    /** Whether the state is among it. */
    public boolean hasState() {
        return this == STATE || this == ALL;
    }

    /** Whether the events are among it. */
    public boolean hasEvents() {
        return this == EVENTS || this == ALL;
    }
}
