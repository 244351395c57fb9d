package org.commandery.eventstore.generated;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.generated.Leases.Use;

/** What was done to whole subscriptions, over the heads of those who work on them. Thread-safe. */
final class Interventions {

    /** What can be done. */
    enum Kind {
        PAUSE,
        RESUME,
        MOVE
    }

    /**
     * Something that was done.
     *
     * @param begin the history's tick before it
     * @param end that after it; the greatest number when it was not done, or nobody was told whether it was
     */
    record Intervention(Kind kind, String subscription, long begin, long end) {

        boolean isKnown() {
            return end < Long.MAX_VALUE;
        }

        boolean isOf(Use use) {
            return subscription.equals(Segment.named(use.lease().subscription()).subscription());
        }
    }

    private final LongSupplier ticks;
    private final Queue<Intervention> all = new ConcurrentLinkedQueue<>();

    Interventions(LongSupplier ticks) {
        this.ticks = ticks;
    }

    /**
     * Does something and notes it.
     *
     * @param work tells whether it was done
     */
    void run(Kind kind, String subscription, BooleanSupplier work) {
        long begin = ticks.getAsLong();
        long end = Long.MAX_VALUE;
        try {
            if (work.getAsBoolean()) {
                end = ticks.getAsLong();
            }
        } finally {
            all.add(new Intervention(kind, subscription, begin, end));
        }
    }

    Collection<Intervention> all() {
        return all;
    }

    /** Whether a lease may have been ended from outside before another one was given. */
    boolean mayHaveEnded(Use claim, Use later) {
        return all.stream()
                .filter(each -> each.kind() != Kind.RESUME && each.isOf(claim))
                .anyMatch(each -> each.begin() < later.endTick()
                        && each.end() > claim.begun().tick());
    }
}
