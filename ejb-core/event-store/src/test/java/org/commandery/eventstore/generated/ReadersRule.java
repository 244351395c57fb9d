package org.commandery.eventstore.generated;

import org.commandery.eventstore.RecordedEvent;

/** What anybody read is what is stored. */
final class ReadersRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        for (RecordedEvent event : history.seen().values()) {
            if (!log.find(event.eventId()).filter(event::equals).isPresent()) {
                throw new AssertionError("%s was read, but is not stored".formatted(event));
            }
        }
    }
}
