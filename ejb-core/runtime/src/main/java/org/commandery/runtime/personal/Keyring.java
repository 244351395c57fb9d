package org.commandery.runtime.personal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.commandery.eventstore.EventStore;
import org.commandery.personal.ForgottenSubject;
import org.commandery.personal.ForgottenSubjects;
import org.commandery.personal.SubjectKey;
import org.commandery.personal.SubjectKeys;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the subjects of a store, some of them in memory. Only reading uses that memory: a key for new data is asked for each time, since data that
 * is encrypted with a key deleted elsewhere would be lost.
 */
public final class Keyring {

    /** How long a key that was deleted by another node may still be used for reading here. */
    private static final Duration MEMORY = Duration.ofSeconds(10);

    private static final int MAX_KEYS = 10_000;

    private final SubjectKeys keys;
    private final ForgottenSubjects forgotten;
    private final @Nullable TransactionSynchronizationRegistry registry;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Cache<UUID, SubjectKey> known = Caffeine.newBuilder()
            .maximumSize(MAX_KEYS)
            .expireAfterWrite(MEMORY)
            .executor(Runnable::run) // a thread of others would outlive the deployment
            .build();

    /**
     * @param keys where the keys are
     * @param forgotten says which are gone for a reason
     * @param registry tells of the caller's transaction; null when there never is one
     */
    public Keyring(
            SubjectKeys keys, ForgottenSubjects forgotten, @Nullable TransactionSynchronizationRegistry registry) {
        this.keys = keys;
        this.forgotten = forgotten;
        this.registry = registry;
    }

    /** The keys in a store without transactions. */
    public static Keyring of(EventStore store) {
        return new Keyring(store.subjectKeys(), store.forgottenSubjects(), null);
    }

    /** The key for new data of a subject. */
    SubjectKey obtain(String subject) {
        return keys.obtain(subject);
    }

    /** The key that a subject has; empty when it has none. */
    Optional<SubjectKey> current(String subject) {
        return keys.current(subject);
    }

    /** The key to read with; empty when its subject was forgotten, or nobody knows it. One that is not there is looked for each time. */
    Optional<SubjectKey> find(UUID id) {
        @Nullable SubjectKey key = known.get(id, wanted -> keys.find(wanted).orElse(null));
        return Optional.ofNullable(key);
    }

    /** Whether a key is gone because its subject was forgotten. */
    boolean isForgotten(UUID id) {
        return forgotten.contains(id);
    }

    /** When and why a subject was forgotten, the newest first. */
    List<ForgottenSubject> forgotten(String subject) {
        return forgotten.find(subject);
    }

    /** Deletes a key. It is recorded first: a key that is gone without a record would count as lost. */
    void forget(ForgottenSubject subject) {
        forgotten.record(subject);
        keys.delete(subject.keyId());
        drop(subject.keyId());
        if (registry != null && registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
            registry.registerInterposedSynchronization(new DropAgain(subject.keyId()));
        }
    }

    private void drop(UUID keyId) {
        known.invalidate(keyId);
        listeners.forEach(Runnable::run);
    }

    /** Lets go of all that is in memory, here and with the listeners: some subject was forgotten elsewhere. */
    public void dropAll() {
        known.invalidateAll();
        listeners.forEach(Runnable::run);
    }

    /** Has somebody who keeps in memory what was read by keys hear of it when that may not be read any more. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /** Ends that. */
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /** Until the transaction commits, others may read with the key, and so have it kept in memory again. */
    private final class DropAgain implements Synchronization {

        private final UUID keyId;

        private DropAgain(UUID keyId) {
            this.keyId = keyId;
        }

        @Override
        public void beforeCompletion() {
            // There is nothing to be done before.
        }

        @Override
        public void afterCompletion(int status) {
            drop(keyId);
        }
    }
}
