package org.commandery.runtime.subscription;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.DeadLetters;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.runtime.subscription.Delivery.DeliveryRefused;
import org.commandery.runtime.subscription.DeliveryListener.Occasion;

/**
 * Delivers the dead letters of a segment again, of those keys for which somebody has asked for it. Those of a key are delivered in order, also those that were
 * put aside meanwhile; when one fails, the rest of its key stays.
 */
final class DeadLetterRetry {

    private static final int PAGE = 100;

    private final EventStore store;
    private final DeadLetters letters;
    private final Segment segment;
    private final SubscriptionDefinition definition;
    private final Delivery delivery;
    private final DeliveryListener listener;

    DeadLetterRetry(
            EventStore store,
            Segment segment,
            SubscriptionDefinition definition,
            Delivery delivery,
            DeliveryListener listener) {
        this.store = store;
        this.letters = store.deadLetters();
        this.segment = segment;
        this.definition = definition;
        this.delivery = delivery;
        this.listener = listener;
    }

    /**
     * Delivers them.
     *
     * @param lease that of the segment
     * @return the keys of which no dead letters are left: their events need not be put aside any more
     * @throws StaleCheckpoint when the lease is not the newest
     */
    Set<String> deliver(Lease lease) {
        Set<String> free = new HashSet<>();
        wanted().forEach((key, first) -> {
            if (deliverAll(lease, key, first - 1)) {
                free.add(key);
            }
        });
        return free;
    }

    /** The position of the first dead letter of each key that is to be tried again. */
    private Map<String, Long> wanted() {
        Map<String, Long> wanted = new LinkedHashMap<>();
        long after = 0;
        List<DeadLetter> page;
        do {
            page = letters.list(definition.name(), after, PAGE);
            for (DeadLetter letter : page) {
                after = letter.position();
                if (letter.retrying() && segment.has(letter.key())) {
                    wanted.putIfAbsent(letter.key(), letter.position());
                }
            }
        } while (page.size() == PAGE);
        return wanted;
    }

    private boolean deliverAll(Lease lease, String key, long from) {
        long after = from;
        List<DeadLetter> page;
        do {
            page = letters.list(definition.name(), after, PAGE);
            for (DeadLetter letter : page) {
                after = letter.position();
                if (letter.key().equals(key) && !deliver(lease, letter)) {
                    return false;
                }
            }
        } while (page.size() == PAGE);
        return true;
    }

    private boolean deliver(Lease lease, DeadLetter letter) {
        Optional<RecordedEvent> event = store.readAllForward(letter.position() - 1, 1).stream()
                .filter(found -> found.position() == letter.position())
                .findFirst();
        Runnable remove = () -> letters.delivered(lease, definition.name(), letter.position());
        if (event.isEmpty()) {
            // Its stream was removed for good.
            remove.run();
            return true;
        }
        CheckpointWriter writer = new CheckpointWriter(remove, listener, Occasion.IMMEDIATE);
        try {
            writer.deliver(delivery, List.of(event.get()), false);
            listener.deadLetterTried(true);
            SubscriptionLog.LOG.deadLetterDelivered(segment.name(), Slice.describe(event.get()));
            return true;
        } catch (DeliveryRefused e) {
            // It stays marked, and is tried again at the next look.
            return false;
        } catch (Throwable e) {
            if (writer.isStale()) {
                throw new StaleCheckpoint(segment.name(), lease.position());
            }
            letters.failedAgain(definition.name(), letter.position(), Failing.describe(e), letter.attempts() + 1);
            listener.deadLetterTried(false);
            SubscriptionLog.LOG.deadLetterFailed(segment.name(), Slice.describe(event.get()), letter.attempts() + 1, e);
            return false;
        }
    }
}
