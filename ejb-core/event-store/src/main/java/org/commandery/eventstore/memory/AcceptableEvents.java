package org.commandery.eventstore.memory;

import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.UnacceptableEvent;

/** Refuses what PostgreSQL would refuse: data that is no JSON text, and text with a NUL. */
final class AcceptableEvents {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final char NUL = 0;

    private AcceptableEvents() {}

    /** @throws UnacceptableEvent when PostgreSQL could not hold the event */
    static void require(String stream, EventData event) {
        if (stream.indexOf(NUL) >= 0
                || event.type().indexOf(NUL) >= 0
                || event.data().indexOf(NUL) >= 0) {
            throw new UnacceptableEvent(stream, "a NUL character", null);
        }
        requireJson(stream, event.data());
    }

    /** @throws UnacceptableEvent when the data is no JSON text */
    static void requireJson(String stream, String data) {
        try (JsonReader reader = JSON.createReader(new StringReader(data))) {
            reader.readValue();
        } catch (JsonException e) {
            throw new UnacceptableEvent(stream, "its data is no JSON text", e);
        }
    }
}
