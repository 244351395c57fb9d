package org.commandery.eventstore.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.DeadLetters;
import org.commandery.eventstore.StaleCheckpoint;
import org.jspecify.annotations.Nullable;

/** Dead letters in memory. What a transaction changes is its own until it commits; others wait for that. */
final class InMemoryDeadLetters implements DeadLetters {

    private record Id(String subscription, long position) implements Comparable<Id> {

        private static final Comparator<Id> ORDER =
                Comparator.comparing(Id::subscription).thenComparing(Id::position);

        @Override
        public int compareTo(Id other) {
            return ORDER.compare(this, other);
        }
    }

    private final MemoryTables tables;
    private final MemoryTables.Table<Id, DeadLetter> letters;
    /** Whose keys are being changed: a row by subscription, which says nothing but that it is taken. */
    private final MemoryTables.Table<String, Boolean> keysInUse;

    private final Predicate<Lease> hold;

    /** @param hold has a transaction hold a lease to its end; false when it is not the newest */
    InMemoryDeadLetters(MemoryTables tables, Predicate<Lease> hold) {
        this.tables = tables;
        this.letters = tables.table();
        this.keysInUse = tables.table();
        this.hold = hold;
    }

    /** Waits until no other transaction is changing one of these dead letters, or gives up what they are put behind; nor can it until this one's end. */
    void awaitFree(String subscription, List<Parking> parked) {
        if (parked.stream().anyMatch(InMemoryDeadLetters::isBehind)) {
            useKeys(subscription);
        }
        List<Id> ids = parked.stream()
                .map(each -> new Id(subscription, each.position()))
                .toList();
        while (ids.stream().anyMatch(letters::isTaken)) {
            ids.forEach(letters::awaitFree);
        }
    }

    /** Keeps others from putting events behind those of a key, and from giving up a key, to the end of the transaction. */
    private void useKeys(String subscription) {
        keysInUse.awaitFree(subscription);
        keysInUse.put(subscription, true);
    }

    private static boolean isBehind(Parking parking) {
        return parking.error() == null;
    }

    /** Whether one of the events is to be put behind others of its key, and there are none. */
    boolean isBehindNothing(String subscription, List<Parking> parked) {
        Set<String> keys = new HashSet<>(keys(subscription));
        parked.stream().filter(each -> !isBehind(each)).map(Parking::key).forEach(keys::add);
        return parked.stream().anyMatch(each -> isBehind(each) && !keys.contains(each.key()));
    }

    /** Puts events aside that are not yet, and that no other transaction is changing. */
    void park(String subscription, List<Parking> parked) {
        for (Parking each : parked) {
            Id id = new Id(subscription, each.position());
            if (letters.get(id).isEmpty()) {
                letters.put(
                        id,
                        new DeadLetter(
                                subscription,
                                each.position(),
                                each.key(),
                                each.error(),
                                each.attempts(),
                                Instant.now().truncatedTo(ChronoUnit.MICROS),
                                false));
            }
        }
    }

    /** The subscriptions with dead letters that are to be delivered again. */
    Set<String> retries() {
        synchronized (tables) {
            return letters.rows().values().stream()
                    .filter(DeadLetter::retrying)
                    .map(DeadLetter::subscription)
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public List<DeadLetter> list(String subscription, long afterPosition, int limit) {
        return of(subscription).stream()
                .filter(letter -> letter.position() > afterPosition)
                .limit(limit)
                .toList();
    }

    @Override
    public Set<String> keys(String subscription) {
        return of(subscription).stream().map(DeadLetter::key).collect(Collectors.toUnmodifiableSet());
    }

    private List<DeadLetter> of(String subscription) {
        synchronized (tables) {
            return letters.rows().values().stream()
                    .filter(letter -> letter.subscription().equals(subscription))
                    .toList();
        }
    }

    @Override
    public Map<String, Long> counts() {
        synchronized (tables) {
            return letters.rows().values().stream()
                    .collect(Collectors.groupingBy(DeadLetter::subscription, Collectors.counting()));
        }
    }

    @Override
    public int retry(String subscription, @Nullable String key) {
        return change(subscription, key, letter -> letters.put(id(letter), retrying(letter, true)));
    }

    @Override
    public int drop(String subscription, @Nullable String key) {
        synchronized (tables) {
            useKeys(subscription);
            return change(subscription, key, letter -> letters.remove(id(letter)));
        }
    }

    /** Changes dead letters that no other transaction is changing, once they are no more. */
    private int change(String subscription, @Nullable String key, Consumer<DeadLetter> change) {
        synchronized (tables) {
            List<DeadLetter> meant = ofKey(subscription, key);
            while (meant.stream().anyMatch(letter -> letters.isTaken(id(letter)))) {
                meant.forEach(letter -> letters.awaitFree(id(letter)));
                meant = ofKey(subscription, key);
            }
            meant.forEach(change);
            return meant.size();
        }
    }

    private List<DeadLetter> ofKey(String subscription, @Nullable String key) {
        return of(subscription).stream()
                .filter(letter -> key == null || letter.key().equals(key))
                .toList();
    }

    @Override
    public boolean drop(String subscription, long position) {
        synchronized (tables) {
            Id id = new Id(subscription, position);
            letters.awaitFree(id);
            boolean there = letters.get(id).isPresent();
            if (there) {
                letters.remove(id);
            }
            return there;
        }
    }

    @Override
    public void delivered(Lease lease, String subscription, long position) {
        synchronized (tables) {
            Id id = new Id(subscription, position);
            do {
                letters.awaitFree(id);
                if (!hold.test(lease)) {
                    throw new StaleCheckpoint(subscription, position);
                }
                // Somebody may have begun to change the letter while this waited for the lease.
            } while (letters.isTaken(id));
            DeadLetter handled = letters.get(id).orElseThrow(() -> new StaleCheckpoint(subscription, position));
            letters.remove(id);
            retry(subscription, handled.key());
        }
    }

    @Override
    public void failedAgain(String subscription, long position, String error, int attempts) {
        synchronized (tables) {
            Id id = new Id(subscription, position);
            letters.awaitFree(id);
            letters.get(id)
                    .ifPresent(failed -> change(subscription, failed.key(), letter -> {
                        DeadLetter resting = retrying(letter, false);
                        letters.put(
                                id(letter), letter.position() == position ? failed(resting, error, attempts) : resting);
                    }));
        }
    }

    private static Id id(DeadLetter letter) {
        return new Id(letter.subscription(), letter.position());
    }

    private static DeadLetter retrying(DeadLetter letter, boolean retrying) {
        return new DeadLetter(
                letter.subscription(),
                letter.position(),
                letter.key(),
                letter.error(),
                letter.attempts(),
                letter.parkedAt(),
                retrying);
    }

    private static DeadLetter failed(DeadLetter letter, String error, int attempts) {
        return new DeadLetter(
                letter.subscription(),
                letter.position(),
                letter.key(),
                error,
                attempts,
                letter.parkedAt(),
                letter.retrying());
    }
}
