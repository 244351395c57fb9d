package org.commandery.runtime.serialization;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commandery.CommanderyException;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Snapshot;
import org.commandery.eventstore.internal.EventIds;
import org.commandery.personal.PlaceholderRefused;
import org.commandery.runtime.personal.Keyring;
import org.commandery.runtime.personal.PersonalJson;
import org.commandery.runtime.personal.Place;
import org.commandery.serialization.Codec;
import org.commandery.serialization.CodecFailed;
import org.commandery.serialization.EventForm;
import org.commandery.serialization.UpcastFailed;
import org.jspecify.annotations.Nullable;

/**
 * How an application's events become objects, and objects events.
 *
 * @param codec reads and writes JSON
 * @param upcasters bring old events to the form of today before they are read
 * @param personal encrypts and decrypts what is personal; null as long as it is not said which store the events are in
 */
public record Serialization(
        Codec codec, Upcasters upcasters, @Nullable PersonalJson personal) {

    /** Before it is said which store the events are in: {@link #over} says it. */
    public Serialization(Codec codec, Upcasters upcasters) {
        this(codec, upcasters, null);
    }

    /** For a store that begins empty, as in a test: there is no event of an older revision in it. */
    public static Serialization withoutUpcasters(Codec codec) {
        return new Serialization(codec, Upcasters.none());
    }

    /** The same for the events of a store, with the keys of the subjects in it. */
    public Serialization over(Keyring keyring) {
        return new Serialization(codec, upcasters, new PersonalJson(keyring));
    }

    /**
     * An event as it is stored: in the form that its class names, and with what is personal in it encrypted. Then it also has an id, which the encryption
     * is bound to, and a tag for each key.
     *
     * @throws CodecFailed when it cannot be written
     * @throws org.commandery.personal.PersonalDataUnprotected when it has personal data that cannot be encrypted
     */
    public EventData encode(Object event) {
        EventForm form = EventClass.of(event.getClass()).form();
        String json = codec.encode(event);
        EventData data = EventData.of(form.type(), json).withRevision(form.revision());
        if (personal == null) {
            return data;
        }
        if (!PersonalJson.concerns(event.getClass())) {
            personal.refuseEnvelopes(event.getClass(), json);
            return data;
        }
        UUID id = EventIds.next();
        PersonalJson.Protected stored = personal.protect(event, json, Place.event(id, form.type()));
        return stored.keys().isEmpty()
                ? data
                : EventData.of(form.type(), stored.json())
                        .withRevision(form.revision())
                        .withEventId(id)
                        .withTags(stored.keys().stream().map(PersonalJson::tag).toArray(String[]::new));
    }

    /**
     * What a stored event is today, with what is personal in it readable, or replaced by placeholders.
     *
     * @return one event, unless upcasters make none or several of it
     * @throws CommanderyException when an upcaster or the decryption fails
     */
    public List<RecordedEvent> today(RecordedEvent stored) {
        try {
            return upcasters.upcast(revealed(stored));
        } catch (UpcastFailed e) {
            throw explained(stored, e);
        }
    }

    private RecordedEvent revealed(RecordedEvent stored) {
        if (personal == null) {
            return stored;
        }
        String data = personal.reveal(stored.data(), Place.of(stored));
        return data.equals(stored.data())
                ? stored
                : Upcasters.as(new EventForm(stored.type(), stored.revision()), data, stored);
    }

    /**
     * An event as an object.
     *
     * @param type the class of the event's type
     * @param event what {@link #today} has made
     * @param stored of which stored event it was made
     * @throws CommanderyException when it has another form than the class, or its data do not fit the class
     */
    public Object decode(EventClass type, RecordedEvent event, RecordedEvent stored) {
        try {
            return type.decode(event, codec);
        } catch (CodecFailed e) {
            throw explained(stored, e);
        }
    }

    /**
     * The state of an aggregate as the data of its snapshot, with what is personal in it encrypted.
     *
     * @param stream the aggregate's stream
     * @param version the version of the stream that led to the state
     * @param type the name of the state's type
     */
    public String encodeState(Object state, String stream, long version, String type) {
        String json = codec.encode(state);
        return personal == null
                ? json
                : personal.protectAgain(state, json, Place.snapshot(stream, version, type))
                        .json();
    }

    /** The state in a snapshot, with what is personal in it readable, or replaced by placeholders. */
    public <T> T decodeState(Snapshot snapshot, Class<T> state) {
        String json = personal == null
                ? snapshot.data()
                : personal.reveal(
                        snapshot.data(), Place.snapshot(snapshot.stream(), snapshot.version(), snapshot.type()));
        return codec.decode(json, state);
    }

    /** What cannot be read because of its placeholders is another thing than what cannot be read. */
    private CommanderyException explained(RecordedEvent stored, CommanderyException failure) {
        if (personal == null) {
            return failure;
        }
        Place place = Place.of(stored);
        Set<String> placeholders = personal.placeholders(stored.data(), place);
        return placeholders.isEmpty() ? failure : new PlaceholderRefused(placeholders, place.toString(), failure);
    }
}
