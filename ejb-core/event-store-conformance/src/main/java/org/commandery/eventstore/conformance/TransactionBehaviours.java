package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.versions;

import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.CommandIdReused;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.UnacceptableEvent;
import org.commandery.eventstore.WrongExpectedVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How appends join the transactions of their callers. */
public interface TransactionBehaviours extends StoreFixture {

    @Test
    @DisplayName("A19 events appended in a transaction are there when it has committed")
    default void eventsAppendedInATransactionAreThereWhenItHasCommitted() {
        transactions().begin();
        AppendResult result = store().append("s", ExpectedVersion.NO_STREAM, events(2));
        assertThat(store().head()).isZero();
        transactions().commit();

        assertThat(result).isEqualTo(new AppendResult("s", 2, AppendResult.UNKNOWN, 2, false));
        assertThat(versions(store().readForward("s", 1, 10))).isEqualTo(numbers(1, 2));
    }

    @Test
    @DisplayName("A19 events appended in a transaction vanish when it is rolled back")
    default void eventsAppendedInATransactionVanishWhenItIsRolledBack() {
        transactions().begin();
        store().append("s", ExpectedVersion.NO_STREAM, events(2));
        transactions().rollback();

        assertThat(store().readAllForward(0, 10)).isEmpty();
        assertThat(store().append("s", ExpectedVersion.NO_STREAM, events(1)).position())
                .isEqualTo(1);
    }

    @Test
    default void aSecondAppendOfATransactionSeesTheVersionThatTheFirstOneMade() {
        transactions().begin();
        store().append("s", ExpectedVersion.NO_STREAM, events(2));
        store().append("other", ExpectedVersion.NO_STREAM, events(1));
        assertThat(store().append("s", ExpectedVersion.exactly(2), events(1)).version())
                .isEqualTo(3);
        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().append("s", ExpectedVersion.exactly(2), events(1)))
                .satisfies(e -> assertThat(e.actual()).isEqualTo(3));
        transactions().commit();

        assertThat(versions(store().readForward("s", 1, 10))).isEqualTo(numbers(1, 3));
        assertThat(store().head()).isEqualTo(4);
    }

    @Test
    default void anAppendThatIsObviouslyWrongIsRefusedAtOnce() {
        store().append("s", ExpectedVersion.ANY, events(1));

        transactions().begin();
        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().append("s", ExpectedVersion.NO_STREAM, events(1)));
        transactions().rollback();
    }

    @Test
    default void aTransactionThatLosesTheRaceIsRolledBackAtItsCommit() {
        transactions().begin();
        store().append("mine", ExpectedVersion.NO_STREAM, events(1));
        store().append("contested", ExpectedVersion.NO_STREAM, events(1));
        elsewhere(() -> store().append("contested", ExpectedVersion.NO_STREAM, events(1)));

        assertThat(Refused.commit(transactions())).isInstanceOf(WrongExpectedVersion.class);
        assertThat(store().head()).isEqualTo(1);
    }

    @Test
    default void aTransactionWithAnEventThatCannotBeStoredIsRolledBackAtItsCommit() {
        transactions().begin();
        store().append("mine", ExpectedVersion.NO_STREAM, events(1));
        store().append("s", ExpectedVersion.ANY, List.of(EventData.of("nul\0", "{}")));

        assertThat(Refused.commit(transactions())).isInstanceOf(UnacceptableEvent.class);
        assertThat(store().head()).isZero();
    }

    @Test
    default void aTransactionWithAnEventIdThatIsTakenIsRolledBackAtItsCommit() {
        UUID taken = UUID.randomUUID();
        store().append("s", ExpectedVersion.ANY, List.of(Events.event(taken)));
        transactions().begin();
        store().append("mine", ExpectedVersion.ANY, List.of(Events.event(taken)));

        assertThat(Refused.commit(transactions())).isInstanceOf(DuplicateEvent.class);
        assertThat(store().head()).isEqualTo(1);
    }

    @Test
    default void aCommandThatIsSentTwiceInATransactionIsWrittenOnce() {
        UUID command = UUID.randomUUID();
        Append append = Append.of("s", ExpectedVersion.NO_STREAM, events(1)).withCommandId(command);

        transactions().begin();
        assertThat(store().append(append).repeated()).isFalse();
        assertThat(store().append(append).repeated()).isTrue();
        transactions().commit();
        transactions().begin();
        assertThat(store().append(append).repeated()).isTrue();
        transactions().commit();

        assertThat(store().head()).isEqualTo(1);
    }

    @Test
    default void aCommandOfARolledBackTransactionIsNotRemembered() {
        UUID command = UUID.randomUUID();
        Append append = Append.of("s", ExpectedVersion.NO_STREAM, events(1)).withCommandId(command);
        transactions().begin();
        store().append(append);
        transactions().rollback();

        assertThat(store().findCommand(command)).isEmpty();
        assertThat(store().append(append).repeated()).isFalse();
    }

    @Test
    default void aTransactionWhoseCommandIsStoredByAnotherMeanwhileIsRolledBack() {
        Append append = Append.of("s", ExpectedVersion.ANY, events(1)).withCommandId(UUID.randomUUID());
        transactions().begin();
        store().append(append);
        elsewhere(() -> store().append(append));

        assertThat(Refused.commit(transactions())).isInstanceOf(CommandIdReused.class);
        assertThat(store().head()).isEqualTo(1);
    }

    @Test
    default void aTransactionThatIsToBeRolledBackTakesNoAppends() {
        transactions().begin();
        transactions().setRollbackOnly();
        assertThatExceptionOfType(EventStoreUnavailable.class)
                .isThrownBy(() -> store().append("s", ExpectedVersion.ANY, events(1)));
        transactions().rollback();

        assertThat(store().head()).isZero();
    }

    @Test
    default void anAsynchronousAppendDoesNotJoinTheTransaction() {
        transactions().begin();
        store().appendAsync(Append.of("s", ExpectedVersion.ANY, events(1)))
                .toCompletableFuture()
                .join();
        transactions().rollback();

        assertThat(store().head()).isEqualTo(1);
    }

    private static void elsewhere(Runnable work) {
        Race.run(1, i -> () -> {
            work.run();
            return true;
        });
    }
}
