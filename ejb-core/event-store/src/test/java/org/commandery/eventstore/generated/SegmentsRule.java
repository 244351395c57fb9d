package org.commandery.eventstore.generated;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.generated.LeaseOperation.After;

/**
 * However a subscription was divided, moved and paused, and whoever worked on it: each event behind its segment's checkpoint was handled once, or is a
 * dead letter, or was given up as one; none beyond it was; and those of a key were handled in order. Whoever works on it at last comes to the end.
 */
final class SegmentsRule implements Rule {

    private static final int SEGMENTS = 2;
    private static final int EVENTS = 1_000;

    @Override
    public void check(World world, Log log, History history) {
        for (int i = 0; i < SegmentOperation.SUBSCRIPTIONS; i++) {
            String subscription = SegmentOperation.subscription(i);
            if (history.divided().contains(subscription)) {
                requireRight(world.divided(subscription), log.events());
                finish(world, history, i);
                requireRight(world.divided(subscription), log.events());
            }
        }
    }

    /** Requires what must hold at any moment, as far as these events are concerned. */
    static void requireRight(Divided now, Collection<RecordedEvent> events) {
        Map<Long, String> keys = new HashMap<>();
        events.forEach(event -> keys.put(event.position(), event.stream()));
        Set<Long> dropped = new HashSet<>();
        Set<Long> handled = new HashSet<>();
        Map<String, Long> last = new HashMap<>();
        for (Note note : now.sinceStart()) {
            if (note.what() == Note.What.DROPPED) {
                dropped.add(note.position());
                continue;
            }
            require(handled.add(note.position()), "was handled twice", note.position(), now);
            String key = keys.get(note.position());
            if (key != null) {
                Long before = last.put(key, note.position());
                require(before == null || before < note.position(), "was handled too late", note.position(), now);
            }
        }
        now.letters().forEach((position, key) -> {
            require(position > now.start(), "is a dead letter still", position, now);
            require(last.getOrDefault(key, 0L) < position, "is a dead letter, and was overtaken", position, now);
        });
        for (RecordedEvent event : events) {
            long position = event.position();
            if (event.stream().startsWith(Caller.REMOVED) || position <= now.start()) {
                continue;
            }
            int times = (handled.contains(position) ? 1 : 0)
                    + (now.letters().containsKey(position) ? 1 : 0)
                    + (dropped.contains(position) ? 1 : 0);
            boolean passed = now.hasPassed(position, event.stream());
            require(times > 0 || !passed, "of " + event.stream() + " was lost", position, now);
            require(times == 0 || passed, "of " + event.stream() + " was handled too early", position, now);
            require(times <= 1, "of " + event.stream() + " is in several places", position, now);
        }
    }

    private static void require(boolean right, String what, long position, Divided now) {
        if (!right) {
            throw new AssertionError("position %d %s: %s".formatted(position, what, now));
        }
    }

    /** When nothing strikes any more, and all other nodes have gone, one that wants all events gets them. */
    private static void finish(World world, History history, int subscription) {
        String name = SegmentOperation.subscription(subscription);
        Caller node = new Caller(0, world, history, new AtomicLong());
        Patience.until("all events of %s are handled".formatted(name), () -> {
            try {
                Checkpoints checkpoints = node.store().checkpoints();
                checkpoints.resume(name);
                history.nodes().forEach(checkpoints::leave);
                node.store().deadLetters().retry(name, null);
                if (DivideOperation.divide(node, name, SEGMENTS).isPresent()) {
                    for (int segment = 0; segment < SEGMENTS; segment++) {
                        new SegmentOperation(subscription, segment, EVENTS, Failing.NEVER, After.KEEP).run(node);
                        new DeliverLettersOperation(subscription, segment, Failing.NEVER, After.KEEP).run(node);
                    }
                }
                Divided now = world.divided(name);
                return now.letters().isEmpty()
                        && now.checkpoints().stream().allMatch(position -> position >= history.lastToBeDelivered());
            } catch (EventStoreUnavailable e) {
                return false;
            }
        });
    }
}
