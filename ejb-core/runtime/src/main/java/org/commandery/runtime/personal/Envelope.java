package org.commandery.runtime.personal;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands in JSON instead of a personal member: {@code {"$personal": <base64>, "key": <id>, "forgotten": <placeholder>}}. A placeholder that is null is
 * left out. It says all that is needed to read it, so that neither the class that wrote it nor its annotations are.
 *
 * @param keyId the id of the key
 * @param sealed what {@link Sealing} made
 * @param placeholder what is read once the key is gone
 */
record Envelope(UUID keyId, byte[] sealed, JsonValue placeholder) {

    /** The member by which an envelope is known; no other object in an event has it. */
    static final String MARK = "$personal";

    private static final String KEY = "key";
    private static final String PLACEHOLDER = "forgotten";
    private static final Set<String> MEMBERS = Set.of(MARK, KEY, PLACEHOLDER);

    JsonObject toJson(JsonProvider provider) {
        JsonObjectBuilder json = provider.createObjectBuilder()
                .add(MARK, Base64.getEncoder().withoutPadding().encodeToString(sealed))
                .add(KEY, keyId.toString());
        if (placeholder != JsonValue.NULL) {
            json.add(PLACEHOLDER, placeholder);
        }
        return json.build();
    }

    /** Reads an envelope; empty when this is another object. */
    static Optional<Envelope> of(JsonObject json) {
        String sealed = text(json.get(MARK));
        String key = text(json.get(KEY));
        if (sealed == null || key == null || !MEMBERS.containsAll(json.keySet())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Envelope(
                    UUID.fromString(key),
                    Base64.getDecoder().decode(sealed),
                    json.getOrDefault(PLACEHOLDER, JsonValue.NULL)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(@Nullable JsonValue value) {
        return value instanceof JsonString string ? string.getString() : null;
    }
}
