package org.commandery.integration;

import org.commandery.event.EventMetadata;

/**
 * The streams of the integration application, to which each context appends what it tells the others. Inject it into the event handler that
 * publishes.
 */
public interface IntegrationEvents {

    /** The name of the application whose store holds the integration events. */
    String APPLICATION = "integration";

    /**
     * Publishes an event because of another one. Publishing again because of the same one changes nothing: the published event's id follows from the
     * cause's id and the stream's name, and the store keeps one event of an id. So a handler may be called twice, and the event is there once.
     *
     * @param stream the stream to append to, as in {@code ordering/orders/o-1}
     * @param event what is told
     * @param cause the event that it follows from: it becomes the causation, and its correlation goes on
     * @throws org.commandery.eventstore.EventStoreUnavailable when the integration store cannot be reached
     */
    void publish(String stream, IntegrationEvent event, EventMetadata cause);
}
