package org.commandery.eventstore.subscription;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.SubscriptionDeleted;
import org.commandery.eventstore.SubscriptionOptions;
import org.jspecify.annotations.Nullable;

/** Where a subscription keeps how far it has come, and its right to go on from there. */
interface Place {

    /**
     * Takes the place if it is free.
     *
     * @return how far the subscription has come; empty when another node has it
     * @throws SubscriptionDeleted when it is gone
     */
    OptionalLong take();

    /** Keeps the place for a while longer; false when it is lost. */
    boolean keep();

    /** Moves it forward; throws {@link StaleCheckpoint} when it is elsewhere, or lost. */
    void advance(long from, long to);

    /** Lets another have it. */
    void giveBack();

    /**
     * @param start where it is when there is none yet
     * @param owner this node's name
     */
    static Place of(EventStore store, SubscriptionOptions options, String stream, long start, String owner) {
        return options.durable()
                ? new Leased(store.checkpoints(), options.name(), stream, start, owner, options.lease())
                : new Unkept(start);
    }

    /** A checkpoint in the store, and the lease on it. */
    final class Leased implements Place {

        private final Checkpoints checkpoints;
        private final String subscription;
        private final String stream;
        private final long start;
        private final String owner;
        private final Duration timeToLive;
        private boolean opened;
        private @Nullable Lease lease;

        private Leased(
                Checkpoints checkpoints,
                String subscription,
                String stream,
                long start,
                String owner,
                Duration timeToLive) {
            this.checkpoints = checkpoints;
            this.subscription = subscription;
            this.stream = stream;
            this.start = start;
            this.owner = owner;
            this.timeToLive = timeToLive;
        }

        @Override
        public OptionalLong take() {
            if (!opened) {
                checkpoints.open(subscription, stream, start);
                opened = true;
            }
            Optional<Lease> claimed = checkpoints.claim(subscription, owner, timeToLive);
            lease = claimed.orElse(null);
            if (claimed.isPresent()) {
                return OptionalLong.of(claimed.get().position());
            }
            if (checkpoints.find(subscription).isEmpty()) {
                throw new SubscriptionDeleted(subscription);
            }
            return OptionalLong.empty();
        }

        @Override
        public boolean keep() {
            return lease != null && checkpoints.renew(lease, timeToLive);
        }

        @Override
        public void advance(long from, long to) {
            if (lease == null) {
                throw new StaleCheckpoint(subscription, from);
            }
            checkpoints.advance(lease, from, to);
        }

        @Override
        public void giveBack() {
            if (lease != null) {
                checkpoints.release(lease);
                lease = null;
            }
        }
    }

    /** Nothing is kept: each time it is taken, it is at the start. */
    record Unkept(long start) implements Place {

        @Override
        public OptionalLong take() {
            return OptionalLong.of(start);
        }

        @Override
        public boolean keep() {
            return true;
        }

        @Override
        public void advance(long from, long to) {
            // There is nothing to write.
        }

        @Override
        public void giveBack() {
            // There is nothing to give back.
        }
    }
}
