package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.commandery.eventstore.EventStore;
import org.commandery.personal.ForgottenSubject;
import org.commandery.personal.SubjectKey;
import org.junit.jupiter.api.Test;

/** How the keys of data subjects are kept, and the record of those who were forgotten. */
public interface SubjectBehaviours extends StoreFixture {

    @Test
    default void aSubjectHasOneKeyAndEachSubjectItsOwn() {
        assertThat(store().subjectKeys().current("c-1")).isEmpty();

        SubjectKey key = store().subjectKeys().obtain("c-1");

        assertThat(key.subject()).isEqualTo("c-1");
        assertThat(key.key().getEncoded()).hasSize(32);
        assertThat(store().subjectKeys().obtain("c-1")).isEqualTo(key);
        assertThat(store().subjectKeys().current("c-1")).contains(key);
        assertThat(store().subjectKeys().find(key.id())).contains(key);
        assertThat(otherNode().subjectKeys().obtain("c-1")).isEqualTo(key);
        assertThat(store().subjectKeys().obtain("c-2").id()).isNotEqualTo(key.id());
        assertThat(store().subjectKeys().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    default void whoeverAsksForTheFirstKeyOfASubjectAtOnceGetsTheSame() {
        EventStore other = otherNode();

        List<SubjectKey> keys = IntStream.range(0, 64)
                .parallel()
                .mapToObj(caller ->
                        (caller % 2 == 0 ? store() : other).subjectKeys().obtain("c-1"))
                .toList();

        assertThat(keys).containsOnly(keys.get(0));
    }

    @Test
    default void aDeletedKeyIsGoneAndTheNextOneIsAnother() {
        SubjectKey key = store().subjectKeys().obtain("c-1");

        assertThat(store().subjectKeys().delete(key.id())).isTrue();
        assertThat(store().subjectKeys().delete(key.id())).isFalse();

        assertThat(store().subjectKeys().find(key.id())).isEmpty();
        assertThat(store().subjectKeys().current("c-1")).isEmpty();
        assertThat(store().subjectKeys().obtain("c-1").id()).isNotEqualTo(key.id());
    }

    @Test
    default void aDeleteBelongsToTheTransaction() {
        SubjectKey key = store().subjectKeys().obtain("c-1");

        transactions().begin();
        store().subjectKeys().delete(key.id());
        assertThat(store().subjectKeys().find(key.id())).isEmpty();
        transactions().rollback();
        assertThat(store().subjectKeys().find(key.id())).contains(key);

        transactions().begin();
        store().subjectKeys().delete(key.id());
        transactions().commit();
        assertThat(store().subjectKeys().find(key.id())).isEmpty();
    }

    @Test
    default void aKeyThatIsCreatedInATransactionIsThereAfterIt() {
        transactions().begin();
        SubjectKey key = store().subjectKeys().obtain("c-1");
        assertThat(store().subjectKeys().find(key.id())).contains(key);
        transactions().commit();

        assertThat(otherNode().subjectKeys().find(key.id())).contains(key);
    }

    @Test
    default void noSubjectHasANameThatCannotBeKept() {
        assertThat(store().subjectKeys().current("c-\0")).isEmpty();
        assertThat(store().forgottenSubjects().find("c-\0")).isEmpty();
    }

    @Test
    default void theRecordSaysOfEachKeyOnceWhoWasForgottenWhenByWhomAndWhy() {
        ForgottenSubject first = new ForgottenSubject("c-1", UUID.randomUUID(), "ada", "asked by mail", null);
        ForgottenSubject second = new ForgottenSubject("c-1", UUID.randomUUID(), "bob", "asked again", null);
        store().forgottenSubjects().record(first);
        store().forgottenSubjects().record(new ForgottenSubject("c-1", first.keyId(), "eve", "another story", null));
        store().forgottenSubjects().record(second);

        List<ForgottenSubject> found = otherNode().forgottenSubjects().find("c-1");

        assertThat(found)
                .extracting(ForgottenSubject::keyId, ForgottenSubject::forgottenBy, ForgottenSubject::reason)
                .containsExactly(
                        tuple(second.keyId(), "bob", "asked again"), tuple(first.keyId(), "ada", "asked by mail"));
        assertThat(found)
                .allSatisfy(forgotten ->
                        assertThat(forgotten.forgottenAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES)));
        assertThat(store().forgottenSubjects().contains(first.keyId())).isTrue();
        assertThat(store().forgottenSubjects().contains(UUID.randomUUID())).isFalse();
        assertThat(store().forgottenSubjects().find("c-2")).isEmpty();
    }

    @Test
    default void theRecordBelongsToTheTransactionThatWritesIt() {
        ForgottenSubject forgotten = new ForgottenSubject("c-1", UUID.randomUUID(), "ada", "", null);

        transactions().begin();
        store().forgottenSubjects().record(forgotten);
        assertThat(store().forgottenSubjects().contains(forgotten.keyId())).isTrue();
        transactions().rollback();
        assertThat(store().forgottenSubjects().contains(forgotten.keyId())).isFalse();
    }
}
