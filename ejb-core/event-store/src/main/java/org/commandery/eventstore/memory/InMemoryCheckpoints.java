package org.commandery.eventstore.memory;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.SubscriptionExists;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints in memory. What a transaction changes is its own until it commits, and nobody else can change that checkpoint meanwhile, or claim its
 * subscription.
 */
final class InMemoryCheckpoints implements Checkpoints {

    private record Place(String stream, long position) {}

    private record Claim(String owner, long epoch, long endsAt) {

        private boolean isOver() {
            return System.nanoTime() - endsAt >= 0;
        }
    }

    private final @Nullable TransactionSynchronizationRegistry registry;
    private final Map<String, Place> committed = new TreeMap<>();
    private final Map<String, Changes> changing = new HashMap<>();
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final Object key = new Object();

    InMemoryCheckpoints(@Nullable TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized long open(String subscription, String stream, long start) {
        Optional<Checkpoint> known = find(subscription);
        if (known.isEmpty()) {
            set(subscription, start, new Place(stream, start));
            return start;
        }
        if (!known.get().stream().equals(stream)) {
            throw new SubscriptionExists(subscription, known.get().stream());
        }
        return known.get().position();
    }

    @Override
    public synchronized Optional<Checkpoint> find(String subscription) {
        return Optional.ofNullable(visible().get(subscription)).map(place -> checkpoint(subscription, place));
    }

    @Override
    public synchronized List<Checkpoint> list() {
        return visible().entrySet().stream()
                .map(entry -> checkpoint(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Checkpoint checkpoint(String subscription, Place place) {
        Claim claim = claims.get(subscription);
        String owner = claim == null || claim.isOver() ? null : claim.owner();
        return new Checkpoint(subscription, place.stream(), place.position(), owner);
    }

    @Override
    public synchronized boolean delete(String subscription) {
        Place place = visible().get(subscription);
        if (place == null) {
            return false;
        }
        set(subscription, place.position(), null);
        claims.remove(subscription);
        return true;
    }

    @Override
    public synchronized void advance(String subscription, long from, long to) {
        if (to <= from) {
            throw new IllegalArgumentException("a checkpoint moves forward, not from %d to %d".formatted(from, to));
        }
        Place place = visible().get(subscription);
        if (place == null || place.position() != from) {
            throw new StaleCheckpoint(subscription, from);
        }
        set(subscription, from, new Place(place.stream(), to));
    }

    @Override
    public synchronized void advance(Lease lease, long from, long to) {
        if (!isNewest(lease)) {
            throw new StaleCheckpoint(lease.subscription(), from);
        }
        advance(lease.subscription(), from, to);
    }

    @Override
    public synchronized Optional<Lease> claim(String subscription, String owner, Duration timeToLive) {
        Place place = visible().get(subscription);
        Claim claim = claims.get(subscription);
        boolean taken = claim != null && !claim.isOver() && !claim.owner().equals(owner);
        Changes others = changing.get(subscription);
        if (place == null || taken || (others != null && others != changes())) {
            return Optional.empty();
        }
        long epoch = epochs.merge(subscription, 1L, Long::sum);
        claims.put(subscription, new Claim(owner, epoch, System.nanoTime() + timeToLive.toNanos()));
        return Optional.of(new Lease(subscription, owner, epoch, place.position()));
    }

    @Override
    public synchronized boolean renew(Lease lease, Duration timeToLive) {
        if (!isNewest(lease)) {
            return false;
        }
        claims.put(
                lease.subscription(),
                new Claim(lease.owner(), lease.epoch(), System.nanoTime() + timeToLive.toNanos()));
        return true;
    }

    @Override
    public synchronized void release(Lease lease) {
        if (isNewest(lease)) {
            claims.remove(lease.subscription());
        }
    }

    private boolean isNewest(Lease lease) {
        Claim claim = claims.get(lease.subscription());
        return claim != null && claim.owner().equals(lease.owner()) && claim.epoch() == lease.epoch();
    }

    /** @param place null to remove it */
    private void set(String subscription, long from, @Nullable Place place) {
        Changes changes = changes();
        Changes others = changing.get(subscription);
        if (others != null && others != changes) {
            throw new StaleCheckpoint(subscription, from);
        }
        if (changes == null) {
            apply(subscription, place);
        } else {
            changes.places.put(subscription, Optional.ofNullable(place));
            changing.put(subscription, changes);
        }
    }

    private void apply(String subscription, @Nullable Place place) {
        if (place == null) {
            committed.remove(subscription);
        } else {
            committed.put(subscription, place);
        }
    }

    private Map<String, Place> visible() {
        Changes changes = changes();
        if (changes == null || changes.places.isEmpty()) {
            return committed;
        }
        Map<String, Place> visible = new TreeMap<>(committed);
        changes.places.forEach((subscription, place) ->
                place.ifPresentOrElse(there -> visible.put(subscription, there), () -> visible.remove(subscription)));
        return visible;
    }

    /** The changes of the calling thread's transaction; null when it has none. */
    private @Nullable Changes changes() {
        if (registry == null || registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
            return null;
        }
        if (registry.getResource(key) instanceof Changes known) {
            return known;
        }
        Changes changes = new Changes();
        registry.registerInterposedSynchronization(changes);
        registry.putResource(key, changes);
        return changes;
    }

    /** What one transaction has changed. */
    private final class Changes implements Synchronization {

        private final Map<String, Optional<Place>> places = new HashMap<>();

        @Override
        public void beforeCompletion() {
            // Nothing can go wrong any more: the checkpoints have been this transaction's own since it changed them.
        }

        @Override
        public void afterCompletion(int status) {
            synchronized (InMemoryCheckpoints.this) {
                if (status == Status.STATUS_COMMITTED) {
                    places.forEach((subscription, place) -> apply(subscription, place.orElse(null)));
                }
                changing.values().removeIf(changes -> changes == this);
            }
        }
    }
}
