package org.commandery.shop.purchase;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.integration.IntegrationEvent;
import org.commandery.integration.IntegrationEvents;
import org.commandery.runtime.serialization.JsonCodec;

/** Publishes to a store in memory. */
record PublishedInMemory(EventStore store, JsonCodec codec) implements IntegrationEvents {

    @Override
    public void publish(String stream, IntegrationEvent event, EventMetadata cause) {
        UUID id = UUID.nameUUIDFromBytes((cause.eventId() + "|" + stream).getBytes(StandardCharsets.UTF_8));
        EventData data = EventData.of("integration-event", codec.encode(event))
                .withEventId(id)
                .withCause(cause.eventId(), cause.correlationId());
        try {
            store.append(stream, ExpectedVersion.ANY, List.of(data));
        } catch (DuplicateEvent e) {
            // It was published before, because of the same event.
        }
    }
}
