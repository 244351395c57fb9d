package org.commandery.web.command;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.io.StringReader;
import java.util.List;
import org.commandery.application.ExecutionResult;
import org.commandery.serialization.Codec;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a command whose events are stored.
 *
 * @param stream the aggregate's stream
 * @param version the aggregate's version after the command: what {@code If-Match} takes with the next one
 * @param position the position of its last event among all events
 * @param events the stable names of its events, in order; empty when it had none
 * @param state the aggregate after the command, with {@code Prefer: return=representation}; absent otherwise
 * @param data what the events say, in order, with {@code Prefer: return=representation}; absent otherwise
 */
@JsonbPropertyOrder({"stream", "version", "position", "events", "state", "data"})
public record CommandReceipt(
        String stream,
        long version,
        long position,
        List<String> events,
        @Schema(type = SchemaType.OBJECT) @Nullable JsonValue state,

        @Schema(type = SchemaType.ARRAY, implementation = Object.class) @Nullable
        List<JsonValue> data) {

    /** Without what the caller did not ask for. */
    static CommandReceipt of(ExecutionResult result) {
        return new CommandReceipt(
                result.stream(), result.version(), result.position(), result.eventTypes(), null, null);
    }

    /** With the state and the events. */
    static CommandReceipt whole(ExecutionResult result, Codec codec) {
        return new CommandReceipt(
                result.stream(),
                result.version(),
                result.position(),
                result.eventTypes(),
                result.state().map(state -> json(state, codec)).orElse(null),
                result.events().stream().map(event -> json(event, codec)).toList());
    }

    private static JsonValue json(Object value, Codec codec) {
        try (JsonReader reader = Json.createReader(new StringReader(codec.encode(value)))) {
            return reader.readValue();
        }
    }
}
