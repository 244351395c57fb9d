package org.commandery.eventstore.generated;

/**
 * Which events a handler fails with.
 *
 * @param oneOf of how many events about one fails; 0 for none
 */
record Failing(int oneOf) {

    static final Failing NEVER = new Failing(0);

    boolean failsAt(long position) {
        return oneOf > 0 && position % oneOf == 0;
    }
}
