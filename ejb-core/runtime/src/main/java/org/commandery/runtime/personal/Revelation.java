package org.commandery.runtime.personal;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.commandery.personal.PersonalDataChanged;
import org.commandery.personal.SubjectKey;
import org.commandery.personal.SubjectKeyMissing;

/** The decryption of what is encrypted in the JSON of one object. */
final class Revelation {

    private final Place place;
    private final Keyring keyring;
    private final JsonProvider provider;
    private final JsonReaderFactory readers;
    private final Map<UUID, Optional<SubjectKey>> keys = new HashMap<>();
    private final List<String> placeholders = new ArrayList<>();
    private boolean found;

    Revelation(Place place, Keyring keyring, JsonProvider provider, JsonReaderFactory readers) {
        this.place = place;
        this.keyring = keyring;
        this.provider = provider;
        this.readers = readers;
    }

    JsonValue reveal(JsonValue json) {
        return visit(json, "");
    }

    /** Whether something was encrypted. */
    boolean found() {
        return found;
    }

    /** The paths to what was replaced by placeholders. */
    List<String> placeholders() {
        return placeholders;
    }

    private JsonValue visit(JsonValue json, String path) {
        return switch (json.getValueType()) {
            case OBJECT -> visitObject(json.asJsonObject(), path);
            case ARRAY -> visitArray(json.asJsonArray(), path);
            default -> json;
        };
    }

    private JsonValue visitObject(JsonObject object, String path) {
        Optional<Envelope> envelope = Envelope.of(object);
        if (envelope.isPresent()) {
            found = true;
            return open(envelope.get(), path);
        }
        JsonObjectBuilder builder = provider.createObjectBuilder();
        object.forEach((name, value) -> builder.add(name, visit(value, path.isEmpty() ? name : path + '.' + name)));
        return builder.build();
    }

    private JsonValue visitArray(JsonArray array, String path) {
        JsonArrayBuilder builder = provider.createArrayBuilder();
        for (int index = 0; index < array.size(); index++) {
            builder.add(visit(array.get(index), "%s[%d]".formatted(path, index)));
        }
        return builder.build();
    }

    private JsonValue open(Envelope envelope, String path) {
        Optional<SubjectKey> key = keys.computeIfAbsent(envelope.keyId(), keyring::find);
        if (key.isEmpty()) {
            if (!keyring.isForgotten(envelope.keyId())) {
                throw new SubjectKeyMissing(envelope.keyId(), path, place.toString());
            }
            placeholders.add(path);
            return envelope.placeholder();
        }
        try {
            byte[] plain = Sealing.open(key.get(), place, path, envelope.sealed());
            return read(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | JsonException e) {
            throw new PersonalDataChanged(path, place.toString(), e);
        }
    }

    private JsonValue read(String json) {
        try (JsonReader reader = readers.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }
}
