package org.commandery.eventstore.generated;

/**
 * Something that was done in the name of a divided subscription.
 *
 * @param position of the event that was handled or given up; where the subscription was moved to
 */
record Note(String subscription, What what, long position) {

    /** What was done. */
    enum What {
        HANDLED,
        /** A dead letter was given up. */
        DROPPED,
        /** The subscription begins again after a position, without its dead letters. */
        MOVED
    }
}
