package org.commandery.runtime.personal;

import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.commandery.personal.PersonalDataUnprotected;
import org.commandery.personal.SubjectKey;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what is personal in JSON on its way to the store, and decrypts it on its way back. It works on JSON, so that it goes with any codec, and with
 * upcasters, which get what is decrypted. What has nothing personal in it is not parsed.
 */
public final class PersonalJson {

    private static final String QUOTED_MARK = '"' + Envelope.MARK + '"';

    private final Keyring keyring;
    private final JsonProvider provider = JsonProvider.provider();
    private final JsonReaderFactory readers = provider.createReaderFactory(Map.of());

    /** @param keyring the keys of the store */
    public PersonalJson(Keyring keyring) {
        this.keyring = keyring;
    }

    /**
     * JSON as it is stored.
     *
     * @param json the text
     * @param keys the ids of the keys that are needed to read it; empty when nothing in it is personal
     */
    public record Protected(String json, Set<UUID> keys) {}

    /** Whether an object of a class may have to be encrypted. */
    public static boolean concerns(Class<?> type) {
        return PersonalClass.of(type).mayHoldPersonalData();
    }

    /** The tag of the events in which something is encrypted with a key. */
    public static String tag(UUID keyId) {
        return "personal:" + keyId;
    }

    /**
     * Refuses JSON that would be read as encrypted data, though it is none.
     *
     * @param type the class of the object that the codec wrote
     * @throws PersonalDataUnprotected when a member in it is called as those of encrypted data are
     */
    public void refuseEnvelopes(Class<?> type, String json) {
        JsonValue value = isMarked(json) ? read(json) : null;
        if (value != null) {
            refuseEnvelopes(value, type);
        }
    }

    /**
     * Encrypts what is personal in an object.
     *
     * @param object the object
     * @param json what the codec made of it
     * @param place what the object is stored as
     * @throws PersonalDataUnprotected when it says nothing of whose the data are, or the data are not where they are looked for; or when it has a member
     *     that is called as those of encrypted data are
     */
    public Protected protect(Object object, String json, Place place) {
        return protect(object, json, place, keyring::obtain);
    }

    /**
     * Encrypts what is personal in what was made of events, with the keys that these have. What was read before a subject was forgotten must not
     * come back under a new one.
     *
     * @throws PersonalDataUnprotected as {@link #protect}, and when a subject has no key: it was forgotten
     */
    public Protected protectAgain(Object object, String json, Place place) {
        return protect(
                object,
                json,
                place,
                subject -> keyring.current(subject)
                        .orElseThrow(() -> new PersonalDataUnprotected(
                                object.getClass(), "a data subject in it was forgotten since it was read")));
    }

    private Protected protect(Object object, String json, Place place, Function<String, SubjectKey> keyOf) {
        Class<?> type = object.getClass();
        refuseEnvelopes(type, json);
        if (!concerns(type)) {
            return new Protected(json, Set.of());
        }
        JsonValue value = read(json);
        if (value == null) {
            throw new PersonalDataUnprotected(type, "the codec has not written it as JSON");
        }
        Protection protection = new Protection(type, place, keyOf, provider);
        JsonValue encrypted = protection.protect(value, object);
        return protection.keys().isEmpty()
                ? new Protected(json, Set.of())
                : new Protected(encrypted.toString(), protection.keys());
    }

    /** A sender of commands who could write what is read as encrypted data would have the event fail whenever it is read. */
    private static void refuseEnvelopes(JsonValue value, Class<?> type) {
        if (value instanceof Map<?, ?> object && object.containsKey(Envelope.MARK)) {
            throw new PersonalDataUnprotected(
                    type,
                    "it has a member '%s', which stands for encrypted data: call the member something else"
                            .formatted(Envelope.MARK));
        }
        inside(value).forEach(part -> refuseEnvelopes(part, type));
    }

    /**
     * Decrypts what is encrypted; what belongs to a subject that was forgotten becomes its placeholder.
     *
     * @param json what is stored
     * @param place what it is stored as
     * @throws org.commandery.personal.PersonalDataChanged when a member was changed, or moved there from elsewhere
     * @throws org.commandery.personal.SubjectKeyMissing when a key is gone and its subject was not forgotten
     */
    public String reveal(String json, Place place) {
        if (!isMarked(json)) {
            return json;
        }
        JsonValue value = read(json);
        if (value == null) {
            return json;
        }
        Revelation revelation = new Revelation(place, keyring, provider, readers);
        JsonValue revealed = revelation.reveal(value);
        return revelation.found() ? revealed.toString() : json;
    }

    /** The paths to the members that are read as placeholders. */
    public Set<String> placeholders(String json, Place place) {
        JsonValue value = isMarked(json) ? read(json) : null;
        if (value == null) {
            return Set.of();
        }
        Revelation revelation = new Revelation(place, keyring, provider, readers);
        revelation.reveal(value);
        return new TreeSet<>(revelation.placeholders());
    }

    private static boolean isMarked(String json) {
        return json.contains(QUOTED_MARK);
    }

    /** Null when a text is no JSON. */
    private @Nullable JsonValue read(String json) {
        try (JsonReader reader = readers.createReader(new StringReader(json))) {
            return reader.readValue();
        } catch (JsonException e) {
            return null;
        }
    }

    private static Iterable<JsonValue> inside(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> value.asJsonObject().values();
            case ARRAY -> value.asJsonArray();
            default -> Set.of();
        };
    }
}
