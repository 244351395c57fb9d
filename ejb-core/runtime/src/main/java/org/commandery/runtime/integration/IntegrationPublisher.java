package org.commandery.runtime.integration;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.integration.IntegrationEvent;
import org.commandery.integration.IntegrationEvents;
import org.commandery.runtime.application.RunningApplication;

/** Appends integration events to the integration application's store. */
public final class IntegrationPublisher implements IntegrationEvents {

    private final Supplier<RunningApplication> integration;

    /** @param integration finds the integration application, that of the calling thread's tenant */
    public IntegrationPublisher(Supplier<RunningApplication> integration) {
        this.integration = integration;
    }

    @Override
    public void publish(String stream, IntegrationEvent event, EventMetadata cause) {
        RunningApplication application = integration.get();
        EventData data = application
                .serialization()
                .encode(event)
                .withEventId(idOf(stream, event, cause))
                .withMetadata(cause.values())
                .withCause(cause.eventId(), cause.correlationId());
        try {
            application.eventStore().append(stream, ExpectedVersion.ANY, List.of(data));
        } catch (DuplicateEvent e) {
            // Published before, because of the same event: the handler was called again.
        }
    }

    private static UUID idOf(String stream, IntegrationEvent event, EventMetadata cause) {
        String part = cause.part() == 1 ? "" : "/" + cause.part();
        String name = String.join("|", cause.eventId() + part, stream, event.source(), event.type());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
