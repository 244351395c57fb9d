package org.commandery.eventstore.generated;

/** Watches that no checkpoint is beyond what was handled, nor behind it, be it that of a segment. */
final class Auditor implements Reader {

    private final World world;
    private final History history;

    Auditor(World world, History history) {
        this.world = world;
        this.history = history;
    }

    @Override
    public void read() {
        for (String subscription : history.handlers().keySet()) {
            HandledRule.requireInOrder(subscription, world.handledBy(subscription), history);
        }
        for (String subscription : history.divided()) {
            Divided now = world.divided(subscription);
            SegmentsRule.requireRight(now, history.seen().values());
        }
    }
}
