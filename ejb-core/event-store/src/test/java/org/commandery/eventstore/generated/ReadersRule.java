package org.commandery.eventstore.generated;

import java.util.List;
import org.commandery.eventstore.RecordedEvent;

/** What anybody read is what is stored, and nobody missed anything. */
final class ReadersRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        for (RecordedEvent event : Log.kept(List.copyOf(history.seen().values()))) {
            if (!log.find(event.eventId()).filter(event::equals).isPresent()) {
                throw new AssertionError("%s was read, but is not stored".formatted(event));
            }
        }
        for (RecordedEvent event : log.events()) {
            if (!event.stream().startsWith(Caller.REMOVED)
                    && !history.deliveries().positions().contains(event.position())) {
                throw new AssertionError("the durable subscription did not deliver %s".formatted(event));
            }
            if (history.passed().contains(event.position())) {
                throw new AssertionError("a follower did not see %s".formatted(event));
            }
        }
    }
}
