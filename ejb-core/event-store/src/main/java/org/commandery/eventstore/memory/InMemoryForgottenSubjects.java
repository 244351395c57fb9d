package org.commandery.eventstore.memory;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.commandery.personal.ForgottenSubject;
import org.commandery.personal.ForgottenSubjects;
import org.jspecify.annotations.Nullable;

/** The record in memory. What a transaction adds is its own until it commits. */
final class InMemoryForgottenSubjects implements ForgottenSubjects {

    private final TransactedMap<UUID, ForgottenSubject> byKey;

    InMemoryForgottenSubjects(@Nullable TransactionSynchronizationRegistry registry) {
        byKey = new TransactedMap<>(registry);
    }

    @Override
    public void record(ForgottenSubject forgotten) {
        byKey.putIfAbsent(
                forgotten.keyId(),
                new ForgottenSubject(
                        forgotten.subject(),
                        forgotten.keyId(),
                        forgotten.forgottenBy(),
                        forgotten.reason(),
                        Instant.now()));
    }

    @Override
    public boolean contains(UUID keyId) {
        return byKey.get(keyId).isPresent();
    }

    @Override
    public List<ForgottenSubject> find(String subject) {
        List<ForgottenSubject> found = new ArrayList<>(byKey.values().stream()
                .filter(forgotten -> forgotten.subject().equals(subject))
                .toList());
        Collections.reverse(found);
        return found;
    }
}
