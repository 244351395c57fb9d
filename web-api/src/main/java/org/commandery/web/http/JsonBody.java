package org.commandery.web.http;

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
import org.commandery.web.problem.Problem;
import org.commandery.web.problem.ProblemType;

/** Reads the body of a request that must be one JSON object. What it cannot read is refused with a problem that says why. */
public final class JsonBody {

    /** How many bytes a body may have. */
    private static final int LARGEST = 1 << 20;

    /** Made once: {@link Json} looks for its provider at each call, in all that the deployment can see. */
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private JsonBody() {}

    /**
     * The text of a body.
     *
     * @throws jakarta.ws.rs.WebApplicationException with the problem, when it is too large or no UTF-8
     */
    public static String text(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw Problem.of(ProblemType.CONTENT_TOO_LARGE, "a body has at most %d bytes".formatted(LARGEST))
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

    /**
     * The object that a text is.
     *
     * @throws jakarta.ws.rs.WebApplicationException with the problem, when it is not one JSON object
     */
    public static JsonObject object(String json) {
        if (json.isBlank()) {
            throw malformed("the body is empty; it must be a JSON object");
        }
        JsonValue value = parse(json);
        if (value.getValueType() != JsonValue.ValueType.OBJECT) {
            throw malformed("the body must be a JSON object, not "
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

    private static RuntimeException malformed(String detail) {
        return Problem.of(ProblemType.MALFORMED_REQUEST, detail).exception();
    }
}
