package org.commandery.eventstore.generated;

import java.util.HashSet;
import java.util.Set;
import org.commandery.eventstore.RecordedEvent;

/** A subscription has handled each event up to its checkpoint, once, in order, and none beyond. */
final class HandledRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        for (String subscription : history.handlers().keySet()) {
            World.Handled handled = world.handledBy(subscription);
            requireInOrder(subscription, handled, history);
            Set<Long> positions = new HashSet<>(handled.positions());
            for (RecordedEvent event : log.after(0)) {
                if (event.position() <= handled.checkpoint() && !positions.contains(event.position())) {
                    throw new AssertionError("%s has not handled %s".formatted(subscription, event));
                }
            }
        }
    }

    /** Requires that positions go up, without gaps if there are none, to the checkpoint. */
    static void requireInOrder(String subscription, World.Handled handled, History history) {
        long last = 0;
        for (long position : handled.positions()) {
            if (history.gaps() ? position <= last : position != last + 1) {
                throw new AssertionError("%s handled position %d after %d".formatted(subscription, position, last));
            }
            last = position;
        }
        if (handled.checkpoint() != last) {
            throw new AssertionError("the checkpoint of %s is %d, but it handled the events up to %d"
                    .formatted(subscription, handled.checkpoint(), last));
        }
    }
}
