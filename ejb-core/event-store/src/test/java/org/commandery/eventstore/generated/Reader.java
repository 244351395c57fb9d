package org.commandery.eventstore.generated;

/** Somebody who reads while others write, and watches that what it sees is in order. */
interface Reader {

    /**
     * Reads once.
     *
     * @throws AssertionError when what it saw is wrong
     */
    void read();

    /** Reads what is left to be read when everybody else has ended. */
    default void finish() {
        read();
    }
}
