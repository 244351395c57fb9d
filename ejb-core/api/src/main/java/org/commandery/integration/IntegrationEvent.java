package org.commandery.integration;

import jakarta.json.JsonObject;
import org.commandery.event.EventType;

/**
 * Something that a bounded context tells the others. It is the same record for all of them, so that services share no classes: a handler looks at
 * the source and the type, takes what it needs from the data, and passes over what it does not know.
 *
 * @param source the context that tells it, as in {@code ordering}
 * @param type what happened, as in {@code order-placed}; unique in its source
 * @param data the facts, as JSON; members may be added later, so readers ignore those that they do not know
 */
@EventType("integration-event")
public record IntegrationEvent(String source, String type, JsonObject data) {

    /** @throws IllegalArgumentException when the source or the type is blank */
    public IntegrationEvent {
        if (source.isBlank() || type.isBlank()) {
            throw new IllegalArgumentException("an integration event has a source and a type");
        }
    }

    /** Whether the event is of this source and this type. */
    public boolean is(String source, String type) {
        return this.source.equals(source) && this.type.equals(type);
    }
}
