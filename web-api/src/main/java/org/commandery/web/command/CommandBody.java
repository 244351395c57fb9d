package org.commandery.web.command;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.web.problem.Problem;
import org.commandery.web.problem.ProblemType;

/**
 * Reads a command from the body of a request. A name that the command does not have is refused, since it is most likely a misspelt one; events
 * are read more leniently, because they outlive their classes.
 */
final class CommandBody {

    /** How many bytes a body may have. */
    static final int LARGEST = 1 << 20;

    private CommandBody() {}

    /**
     * Reads a command.
     *
     * @throws jakarta.ws.rs.WebApplicationException with the problem, when the body is too large or no such command
     */
    static <T> T read(InputStream body, Class<T> command, JsonCodec codec) throws IOException {
        String json = text(body);
        JsonObject object = object(json);
        refuseUnknownNames(object, command);
        try {
            return codec.decode(json, command);
        } catch (JsonbException e) {
            throw malformed("the body does not fit %s: %s".formatted(command.getSimpleName(), innermostMessage(e)));
        }
    }

    private static String text(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw Problem.of(ProblemType.CONTENT_TOO_LARGE, "a command has at most %d bytes".formatted(LARGEST))
                    .exception();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("the body is not in UTF-8");
        }
    }

    private static JsonObject object(String json) {
        if (json.isBlank()) {
            throw malformed("the body is empty; a command is a JSON object");
        }
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonValue value = reader.readValue();
            if (value.getValueType() != JsonValue.ValueType.OBJECT) {
                throw malformed("a command is a JSON object, not "
                        + value.getValueType().name().toLowerCase(Locale.ROOT));
            }
            return value.asJsonObject();
        } catch (JsonException e) {
            throw malformed("the body is not JSON: " + e.getMessage());
        }
    }

    private static void refuseUnknownNames(JsonObject object, Class<?> command) {
        if (!command.isRecord()) {
            return; // what a class that is no record takes, only JSON-B knows
        }
        Set<String> known = Stream.of(command.getRecordComponents())
                .map(CommandBody::name)
                .collect(Collectors.toCollection(TreeSet::new));
        object.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw malformed("%s has no '%s', it has: %s"
                            .formatted(command.getSimpleName(), name, String.join(", ", known)));
                });
    }

    private static String name(RecordComponent component) {
        JsonbProperty renamed = component.getAccessor().getAnnotation(JsonbProperty.class);
        return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
    }

    private static String innermostMessage(Throwable exception) {
        Throwable innermost = exception;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }

    private static RuntimeException malformed(String detail) {
        return Problem.of(ProblemType.MALFORMED_REQUEST, detail).exception();
    }
}
