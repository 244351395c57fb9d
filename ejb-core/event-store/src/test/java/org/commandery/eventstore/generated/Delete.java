package org.commandery.eventstore.generated;

import org.commandery.eventstore.ExpectedVersion;

/** A delete of a stream, and what its caller was told. */
final class Delete {

    private final String stream;
    private final ExpectedVersion expected;
    private final long begin;
    private volatile long end = Long.MAX_VALUE;
    private volatile boolean done;
    private volatile boolean unknown = true;

    /** @param begin the history's tick when it was sent */
    Delete(String stream, ExpectedVersion expected, long begin) {
        this.stream = stream;
        this.expected = expected;
        this.begin = begin;
    }

    String stream() {
        return stream;
    }

    ExpectedVersion expected() {
        return expected;
    }

    long begin() {
        return begin;
    }

    /** The tick of the answer; the greatest number as long as there is none, or nobody knows. */
    long end() {
        return end;
    }

    /** The caller has an answer. */
    void answered(boolean done, long tick) {
        this.done = done;
        this.unknown = false;
        this.end = tick;
    }

    boolean isDone() {
        return done;
    }

    boolean mayBeDone() {
        return done || unknown;
    }

    @Override
    public String toString() {
        return "delete of %s from tick %d to %d, %s"
                .formatted(stream, begin, end, done ? "done" : unknown ? "outcome unknown" : "refused");
    }
}
