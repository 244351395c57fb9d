package org.commandery.web.command;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.commandery.serialization.Codec;
import org.commandery.serialization.CodecFailed;
import org.commandery.web.problem.Problem;
import org.commandery.web.problem.ProblemType;

/**
 * Reads a command from the body of a request. A command is read more strictly than an event, which outlives its class: a name that it does not
 * have is most likely a misspelt one, and a number must not be bent to fit.
 */
final class CommandBody {

    /** How many bytes a body may have. */
    static final int LARGEST = 1 << 20;

    /** Made once: {@link Json} looks for its provider at each call, in all that the deployment can see. */
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private CommandBody() {}

    /**
     * Reads a command.
     *
     * @throws jakarta.ws.rs.WebApplicationException with the problem, when the body is too large or no such command
     */
    static <T> T read(InputStream body, Class<T> command, Codec codec) throws IOException {
        String json = text(body);
        SortedMap<String, String> misfits = CommandShape.misfits(object(json), command);
        if (!misfits.isEmpty()) {
            throw Problem.ofFields(ProblemType.MALFORMED_REQUEST, misfits).exception();
        }
        try {
            return codec.decode(json, command);
        } catch (CodecFailed e) {
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
        JsonValue value = parse(json);
        if (value.getValueType() != JsonValue.ValueType.OBJECT) {
            throw malformed("a command is a JSON object, not "
                    + value.getValueType().name().toLowerCase(Locale.ROOT));
        }
        return value.asJsonObject();
    }

    private static JsonValue parse(String json) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            parser.next();
            JsonValue value = parser.getValue();
            parser.hasNext(); // throws when something follows; a JsonReader would pass over it
            return value;
        } catch (JsonException e) {
            throw malformed("the body is not JSON: " + e.getMessage());
        }
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
