package org.commandery.eventstore.generated;

import java.util.List;

/** A subscription has handled each event up to its checkpoint, once, in order, and none beyond. */
final class HandledRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        for (String subscription : history.handlers().keySet()) {
            requireInOrder(subscription, world.handledBy(subscription));
            if (world.handledBy(subscription).checkpoint() > log.head()) {
                throw new AssertionError("%s is beyond the last event".formatted(subscription));
            }
        }
    }

    static void requireInOrder(String subscription, World.Handled handled) {
        List<Long> positions = handled.positions();
        for (int i = 0; i < positions.size(); i++) {
            if (positions.get(i) != i + 1) {
                throw new AssertionError(
                        "%s handled position %d when %d was to come".formatted(subscription, positions.get(i), i + 1));
            }
        }
        if (handled.checkpoint() != positions.size()) {
            throw new AssertionError("the checkpoint of %s is %d, but it handled %d events"
                    .formatted(subscription, handled.checkpoint(), positions.size()));
        }
    }
}
