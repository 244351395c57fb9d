package org.commandery.runtime.personal;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.personal.DataSubjects;
import org.commandery.personal.SubjectKey;
import org.junit.jupiter.api.Test;

class PersonalDataInMemoryTest extends PersonalDataContract {

    @Override
    EventStore open() {
        return new InMemoryEventStore();
    }

    @Test
    void forgettingBelongsToTheCallersTransaction() throws Exception {
        TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
        TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
        try (InMemoryEventStore store = new InMemoryEventStore(registry)) {
            Keyring keyring = new Keyring(store.subjectKeys(), store.forgottenSubjects(), registry);
            DataSubjects subjects = new StoreSubjects(store, keyring, event -> EventData.of("subject-forgotten", "{}"));
            SubjectKey key = keyring.obtain("c-1");

            manager.begin();
            assertThat(subjects.forget("c-1", "a mistake", "chief")).isPresent();
            assertThat(keyring.find(key.id())).isEmpty();
            manager.rollback();

            assertThat(keyring.find(key.id())).contains(key);
            assertThat(subjects.forgotten("c-1")).isEmpty();
            assertThat(store.head()).isZero();

            manager.begin();
            subjects.forget("c-1", "asked", "chief");
            assertThat(readElsewhere(keyring, key)).contains(key);
            manager.commit();

            assertThat(keyring.find(key.id())).isEmpty();
            assertThat(subjects.forgotten("c-1")).hasSize(1);
            assertThat(store.head()).isEqualTo(1);
            manager.begin();
            subjects.forget("c-1", "again", "chief");
            manager.commit();
            assertThat(store.head()).isEqualTo(1);
        }
    }

    /** Another thread, which does not see what the transaction has deleted, and has the key kept in memory. */
    private static Optional<SubjectKey> readElsewhere(Keyring keyring, SubjectKey key) throws InterruptedException {
        var found = new AtomicReference<Optional<SubjectKey>>();
        Thread other = new Thread(() -> found.set(keyring.find(key.id())));
        other.start();
        other.join();
        return found.get();
    }
}
