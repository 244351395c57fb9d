package org.commandery.eventstore.memory;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.UUID;
import org.commandery.personal.SubjectKey;
import org.commandery.personal.SubjectKeys;
import org.jspecify.annotations.Nullable;

/**
 * Keys in memory. What a transaction deletes is its own until it commits; what it creates is there at once, since nobody else could wait for its end.
 */
final class InMemorySubjectKeys implements SubjectKeys {

    private final TransactedMap<UUID, SubjectKey> keys;

    InMemorySubjectKeys(@Nullable TransactionSynchronizationRegistry registry) {
        keys = new TransactedMap<>(registry);
    }

    @Override
    public synchronized SubjectKey obtain(String subject) {
        return current(subject).orElseGet(() -> {
            SubjectKey created = SubjectKey.create(subject);
            keys.putAtOnce(created.id(), created);
            return created;
        });
    }

    @Override
    public Optional<SubjectKey> current(String subject) {
        return keys.values().stream()
                .filter(key -> key.subject().equals(subject))
                .findFirst();
    }

    @Override
    public Optional<SubjectKey> find(UUID id) {
        return keys.get(id);
    }

    @Override
    public boolean delete(UUID id) {
        return keys.remove(id);
    }
}
