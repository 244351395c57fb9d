package org.commandery.tools.transfer;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * When a stream came into being, as a line before its first event. Written only when the event was given another time.
 *
 * @param stream the stream's name
 * @param createdAt the time
 */
record StreamLine(String stream, Instant createdAt) {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final String PREFIX = "{\"created\":";

    static boolean is(String line) {
        return line.startsWith(PREFIX);
    }

    String write() {
        JsonObject members = JSON.createObjectBuilder()
                .add("stream", stream)
                .add("at", createdAt.toString())
                .build();
        return PREFIX + members + "}";
    }

    /** @throws ImportRefused when the line is not one of a stream */
    static StreamLine read(String line) {
        try (JsonReader reader = JSON.createReader(new StringReader(line))) {
            JsonObject members = reader.readObject().getJsonObject("created");
            return new StreamLine(members.getString("stream"), Instant.parse(members.getString("at")));
        } catch (JsonException | NullPointerException | ClassCastException | DateTimeException e) {
            throw new ImportRefused("a line is not one of a stream as an export writes it: " + line, e);
        }
    }
}
