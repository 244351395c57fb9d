package org.commandery.runtime.subscription;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;

/** Reads one member of a JSON object, without making objects of the others. */
final class JsonMember {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private JsonMember() {}

    /** The text or number of a member; empty when the object has no such member, or it is something else, or the text is no object. */
    static String of(String data, String name) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(data))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                return "";
            }
            while (parser.hasNext()) {
                if (parser.next() != JsonParser.Event.KEY_NAME) {
                    return "";
                }
                boolean wanted = parser.getString().equals(name);
                JsonParser.Event value = parser.next();
                if (wanted) {
                    return switch (value) {
                        case VALUE_STRING, VALUE_NUMBER -> parser.getString();
                        default -> "";
                    };
                }
                switch (value) {
                    case START_OBJECT -> parser.skipObject();
                    case START_ARRAY -> parser.skipArray();
                    default -> {}
                }
            }
            return "";
        }
    }
}
