package org.commandery.messaging;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.Serial;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.integration.IntegrationEvent;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.serialization.Codec;
import org.jspecify.annotations.Nullable;

/**
 * An integration event on its way. The message's body is the event's data as JSON; all else is in properties, which a selector or a program without
 * Commandery can read: {@value #EVENT_ID}, {@value #SOURCE}, {@value #TYPE}, {@value #STREAM}, and where there are any
 * {@value #CAUSATION_ID}, {@value #CORRELATION_ID} and {@value #METADATA}, a JSON object. Messages of one stream are one group, which a broker
 * gives to one consumer, in order.
 *
 * @param eventId the event's id, the same in all stores
 * @param stream the event's stream, of the same name in all stores
 * @param event what is told
 * @param metadata what else was kept with it; may be empty
 * @param causationId the id of what caused it, or null when none was given
 * @param correlationId the id of the request that it followed from, or null when none was given
 */
record IntegrationMessage(
        UUID eventId,
        String stream,
        IntegrationEvent event,
        Map<String, String> metadata,
        @Nullable UUID causationId,
        @Nullable UUID correlationId) {

    /** The type that the stores know integration events by. */
    static final String EVENT_TYPE = EventTypes.nameOf(IntegrationEvent.class);

    static final String EVENT_ID = "eventId";
    static final String SOURCE = "source";
    static final String TYPE = "type";
    static final String STREAM = "stream";
    static final String CAUSATION_ID = "causationId";
    static final String CORRELATION_ID = "correlationId";
    static final String METADATA = "metadata";

    /** Found once: otherwise the server looks for the implementation with each message. */
    private static final JsonProvider JSON = JsonProvider.provider();

    /** Jakarta Messaging 3.1, section 3.5.9. */
    private static final String GROUP = "JMSXGroupID";

    /** A message is no integration event, and never will be. */
    static final class NotAnIntegrationEvent extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        NotAnIntegrationEvent(String reason) {
            super(reason);
        }
    }

    /** @param codec reads the event's data */
    static IntegrationMessage of(RecordedEvent recorded, Codec codec) {
        return new IntegrationMessage(
                recorded.eventId(),
                recorded.stream(),
                codec.decode(recorded.data(), IntegrationEvent.class),
                recorded.metadata(),
                recorded.causationId(),
                recorded.correlationId());
    }

    /**
     * @throws NotAnIntegrationEvent when something is missing, or is not what it must be
     * @throws JMSException when the broker fails while the message is read
     */
    static IntegrationMessage of(Message message) throws NotAnIntegrationEvent, JMSException {
        if (!(message instanceof TextMessage text)) {
            throw new NotAnIntegrationEvent("it is no text");
        }
        try {
            return new IntegrationMessage(
                    UUID.fromString(required(message, EVENT_ID)),
                    required(message, STREAM),
                    new IntegrationEvent(required(message, SOURCE), required(message, TYPE), object(text.getText())),
                    metadata(message),
                    uuid(message, CAUSATION_ID),
                    uuid(message, CORRELATION_ID));
        } catch (IllegalArgumentException | JsonException e) {
            throw new NotAnIntegrationEvent(e.getMessage());
        }
    }

    /** As a message of a session. */
    Message in(JMSContext session) throws JMSException {
        TextMessage message = session.createTextMessage(event.data().toString());
        message.setStringProperty(EVENT_ID, eventId.toString());
        message.setStringProperty(SOURCE, event.source());
        message.setStringProperty(TYPE, event.type());
        message.setStringProperty(STREAM, stream);
        message.setStringProperty(GROUP, stream);
        if (causationId != null) {
            message.setStringProperty(CAUSATION_ID, causationId.toString());
        }
        if (correlationId != null) {
            message.setStringProperty(CORRELATION_ID, correlationId.toString());
        }
        if (!metadata.isEmpty()) {
            JsonObjectBuilder object = JSON.createObjectBuilder();
            new TreeMap<>(metadata).forEach(object::add);
            message.setStringProperty(METADATA, object.build().toString());
        }
        return message;
    }

    /** As an event that a store takes. */
    EventData toEventData(Codec codec) {
        return EventData.of(EVENT_TYPE, codec.encode(event))
                .withEventId(eventId)
                .withMetadata(metadata)
                .withCause(causationId, correlationId);
    }

    private static String required(Message message, String property) throws NotAnIntegrationEvent, JMSException {
        String value = message.getStringProperty(property);
        if (value == null || value.isBlank()) {
            throw new NotAnIntegrationEvent("it has no property '%s'".formatted(property));
        }
        return value;
    }

    private static @Nullable UUID uuid(Message message, String property) throws JMSException {
        String value = message.getStringProperty(property);
        return value == null ? null : UUID.fromString(value);
    }

    private static Map<String, String> metadata(Message message) throws NotAnIntegrationEvent, JMSException {
        String value = message.getStringProperty(METADATA);
        Map<String, String> metadata = new TreeMap<>();
        if (value != null) {
            JsonObject object = object(value);
            for (String name : object.keySet()) {
                String text = object.getString(name, null);
                if (text == null) {
                    throw new NotAnIntegrationEvent("'%s' in its property '%s' is no text".formatted(name, METADATA));
                }
                metadata.put(name, text);
            }
        }
        return metadata;
    }

    private static JsonObject object(@Nullable String json) throws NotAnIntegrationEvent {
        if (json == null) {
            throw new NotAnIntegrationEvent("its body is empty");
        }
        try (var reader = JSON.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
