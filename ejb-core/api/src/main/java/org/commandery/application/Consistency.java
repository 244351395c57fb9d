package org.commandery.application;

/** When a dispatch returns, and whether a handler takes part in that. */
public enum Consistency {

    /** As soon as the events are stored. */
    EVENTUAL,

    /** When all handlers that are declared strong have handled the events, and committed. */
    STRONG
}
