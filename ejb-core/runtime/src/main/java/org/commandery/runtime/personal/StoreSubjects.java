package org.commandery.runtime.personal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.personal.DataSubjects;
import org.commandery.personal.ForgottenSubject;
import org.commandery.personal.SubjectForgotten;
import org.commandery.personal.SubjectKey;

/** The data subjects of an application: those of its store, which others may share. */
public final class StoreSubjects implements DataSubjects {

    private static final int PAGE = 1_000;

    private final EventStore store;
    private final Keyring keyring;
    private final Function<Object, EventData> encode;

    /** @param encode makes an event as it is stored of an object */
    public StoreSubjects(EventStore store, Keyring keyring, Function<Object, EventData> encode) {
        this.store = store;
        this.keyring = keyring;
        this.encode = encode;
    }

    @Override
    public Optional<ForgottenSubject> forget(String subject, String reason, String by) {
        Optional<SubjectKey> key = keyring.current(subject);
        key.map(SubjectKey::id).ifPresent(id -> keyring.forget(new ForgottenSubject(subject, id, by, reason, null)));
        Optional<ForgottenSubject> newest = forgotten(subject).stream().findFirst();
        newest.map(ForgottenSubject::keyId).ifPresent(id -> {
            streamsWith(id).forEach(store.snapshots()::delete);
            tell(subject, id);
        });
        return newest;
    }

    private Set<String> streamsWith(UUID keyId) {
        Set<String> streams = new TreeSet<>();
        for (RecordedEvent event : store.stream(EventQuery.tags(PersonalJson.tag(keyId)), 0, PAGE)) {
            streams.add(event.stream());
        }
        return streams;
    }

    /** The id of the command follows from the key's, so that the event is there once, however often this is done. */
    private void tell(String subject, UUID keyId) {
        UUID command = UUID.nameUUIDFromBytes((STREAM + '|' + keyId).getBytes(StandardCharsets.UTF_8));
        store.append(Append.of(STREAM, ExpectedVersion.ANY, List.of(encode.apply(new SubjectForgotten(subject))))
                .withCommandId(command));
    }

    @Override
    public List<ForgottenSubject> forgotten(String subject) {
        return keyring.forgotten(subject);
    }
}
