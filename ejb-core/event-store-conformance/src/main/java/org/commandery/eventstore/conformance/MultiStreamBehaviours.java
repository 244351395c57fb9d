package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.commandery.eventstore.conformance.Events.event;
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
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.ReservedStream;
import org.commandery.eventstore.UnacceptableEvent;
import org.commandery.eventstore.WrongExpectedVersion;
import org.junit.jupiter.api.Test;

/** How several streams are appended to, all or nothing. */
public interface MultiStreamBehaviours extends StoreFixture {

    @Test
    default void severalStreamsAreAppendedToTogether() {
        store().append("b", ExpectedVersion.ANY, events(2));

        List<AppendResult> results = store().appendAll(List.of(
                Append.of("a", ExpectedVersion.NO_STREAM, events(2)),
                Append.of("b", ExpectedVersion.exactly(2), events(1)),
                Append.of("c", ExpectedVersion.ANY, List.of())));

        assertThat(results)
                .containsExactly(
                        new AppendResult("a", 2, 4, 2, false),
                        new AppendResult("b", 3, 5, 1, false),
                        new AppendResult("c", 0, 0, 0, false));
        assertThat(store().readAllForward(2, 10))
                .extracting(RecordedEvent::stream)
                .containsExactly("a", "a", "b");
    }

    @Test
    default void whenOneStreamIsAtAnotherVersionNothingIsWrittenAndTheErrorNamesIt() {
        store().append("b", ExpectedVersion.ANY, events(2));

        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().appendAll(List.of(
                        Append.of("a", ExpectedVersion.NO_STREAM, events(2)),
                        Append.of("b", ExpectedVersion.exactly(1), events(1)),
                        Append.of("c", ExpectedVersion.exactly(7), events(1)))))
                .satisfies(e -> {
                    assertThat(e.stream()).isEqualTo("b");
                    assertThat(e.expected()).isEqualTo(ExpectedVersion.exactly(1));
                    assertThat(e.actual()).isEqualTo(2);
                });
        assertThat(store().head()).isEqualTo(2);
        assertThat(store().append("a", ExpectedVersion.NO_STREAM, events(1)).position())
                .isEqualTo(3);
    }

    @Test
    default void whenOneEventCannotBeStoredNothingIsWritten() {
        UUID taken = UUID.randomUUID();
        store().append("s", ExpectedVersion.ANY, List.of(event(taken)));

        assertRefused(DuplicateEvent.class, event(taken));
        assertRefused(UnacceptableEvent.class, EventData.of("nul\0", "{}"));
        assertThat(store().append("a", ExpectedVersion.NO_STREAM, events(1)).position())
                .isEqualTo(2);
    }

    private void assertRefused(Class<? extends EventStoreException> refusal, EventData event) {
        assertThatExceptionOfType(refusal)
                .isThrownBy(() -> store().appendAll(List.of(
                        Append.of("a", ExpectedVersion.NO_STREAM, events(1)),
                        Append.of("b", ExpectedVersion.ANY, List.of(event)))));
        assertThat(store().head()).isEqualTo(1);
    }

    @Test
    default void twoEventsWithTheSameIdInTwoStreamsAreRefused() {
        UUID twice = UUID.randomUUID();

        assertThatExceptionOfType(DuplicateEvent.class)
                .isThrownBy(() -> store().appendAll(List.of(
                        Append.of("a", ExpectedVersion.ANY, List.of(event(twice))),
                        Append.of("b", ExpectedVersion.ANY, List.of(event(twice))))));
        assertThat(store().head()).isZero();
    }

    @Test
    default void noAppendsWriteNothing() {
        assertThat(store().appendAll(List.of())).isEmpty();
    }

    @Test
    default void appendsToOneStreamThatDoNotFollowEachOtherAreAMistakeOfTheCaller() {
        Append append = Append.of("s", ExpectedVersion.ANY, events(1));
        Append other = Append.of("t", ExpectedVersion.ANY, events(1));

        assertThatIllegalArgumentException().isThrownBy(() -> store().appendAll(List.of(append, other, append)));
        assertThat(store().head()).isZero();
    }

    @Test
    default void twoAppendsOfOneCommandAreAMistakeOfTheCaller() {
        UUID command = UUID.randomUUID();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().appendAll(List.of(
                        Append.of("a", ExpectedVersion.ANY, events(1)).withCommandId(command),
                        Append.of("b", ExpectedVersion.ANY, events(1)).withCommandId(command))));
        assertThat(store().head()).isZero();
    }

    @Test
    default void severalCommandsOnOneStreamAreStoredTogetherAndEachIsFoundByItsId() {
        List<UUID> commands = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        store().append("other", ExpectedVersion.ANY, events(1));

        List<AppendResult> results = store().appendAll(chain("s", 0, commands));

        assertThat(results)
                .containsExactly(
                        new AppendResult("s", 1, 2, 1, false),
                        new AppendResult("s", 1, 2, 0, false),
                        new AppendResult("s", 3, 4, 2, false));
        assertThat(versions(store().readForward("s", 1, 10))).isEqualTo(numbers(1, 3));
        for (int i = 0; i < 3; i++) {
            AppendResult stored = results.get(i);
            assertThat(store().findCommand(commands.get(i)))
                    .contains(new AppendResult("s", stored.version(), stored.position(), stored.events(), true));
        }
        assertThat(store().appendAll(chain("s", 3, List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())))
                        .get(2)
                        .version())
                .isEqualTo(6);
    }

    @Test
    default void whenOneOfSeveralCommandsIsStoredAlreadyNothingIsWrittenAndItsResultIsTheFirstOne() {
        UUID known = UUID.randomUUID();
        store().append(Append.of("s", ExpectedVersion.ANY, events(1)).withCommandId(known));

        List<AppendResult> results =
                store().appendAll(chain("s", 1, List.of(UUID.randomUUID(), known, UUID.randomUUID())));

        assertThat(results).allMatch(AppendResult::repeated);
        assertThat(results)
                .extracting(AppendResult::version)
                .containsExactly(AppendResult.UNKNOWN, 1L, AppendResult.UNKNOWN);
        assertThat(store().head()).isEqualTo(1);
    }

    @Test
    default void ofSeveralAppendsToOneStreamTheFirstDecidesForAll() {
        store().append("s", ExpectedVersion.ANY, events(1));

        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().appendAll(
                                chain("s", 0, List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()))))
                .satisfies(e -> assertThat(e.actual()).isEqualTo(1));
        assertThat(store().head()).isEqualTo(1);
    }

    @Test
    default void severalCommandsOnOneStreamAreStoredInATransaction() {
        List<UUID> commands = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        transactions().begin();
        List<AppendResult> results = store().appendAll(chain("s", 0, commands));
        assertThat(results).extracting(AppendResult::version).containsExactly(1L, 1L, 3L);
        assertThat(store().append("s", ExpectedVersion.exactly(3), events(1)).version())
                .isEqualTo(4);
        transactions().commit();

        assertThat(versions(store().readForward("s", 1, 10))).isEqualTo(numbers(1, 4));
        assertThat(store().findCommand(commands.get(2)))
                .get()
                .extracting(AppendResult::version)
                .isEqualTo(3L);
    }

    /** Three commands on a stream at this version: one with an event, one without, one with two. */
    private List<Append> chain(String stream, long version, List<UUID> commands) {
        return List.of(
                Append.of(stream, ExpectedVersion.exactly(version), events(1)).withCommandId(commands.get(0)),
                Append.of(stream, ExpectedVersion.exactly(version + 1), List.of())
                        .withCommandId(commands.get(1)),
                Append.of(stream, ExpectedVersion.exactly(version + 1), events(2))
                        .withCommandId(commands.get(2)));
    }

    @Test
    default void theNameOfAllStreamsIsRefusedAmongOthersToo() {
        assertThatExceptionOfType(ReservedStream.class)
                .isThrownBy(() -> store().appendAll(List.of(
                        Append.of("a", ExpectedVersion.ANY, events(1)),
                        Append.of("$all", ExpectedVersion.ANY, events(1)))));
        assertThat(store().head()).isZero();
    }

    @Test
    default void aCommandOnSeveralStreamsThatIsSentTwiceIsWrittenOnce() {
        UUID command = UUID.randomUUID();
        List<Append> appends = List.of(
                Append.of("a", ExpectedVersion.NO_STREAM, events(1)),
                Append.of("b", ExpectedVersion.NO_STREAM, events(2)).withCommandId(command));

        assertThat(store().appendAll(appends)).noneMatch(AppendResult::repeated);
        List<AppendResult> second = store().appendAll(appends);

        assertThat(second).allMatch(AppendResult::repeated);
        assertThat(second.get(1)).isEqualTo(new AppendResult("b", 2, 3, 2, true));
        assertThat(store().head()).isEqualTo(3);
    }

    @Test
    default void aCommandIdThatBelongsToAnotherStreamRefusesAll() {
        UUID command = UUID.randomUUID();
        store().append(Append.of("s", ExpectedVersion.ANY, events(1)).withCommandId(command));

        assertThatExceptionOfType(CommandIdReused.class)
                .isThrownBy(() -> store().appendAll(List.of(
                        Append.of("a", ExpectedVersion.ANY, events(1)),
                        Append.of("b", ExpectedVersion.ANY, events(1)).withCommandId(command))));
        assertThat(store().head()).isEqualTo(1);
    }

    @Test
    default void ofManyWhoAppendToOverlappingStreamsOneWinsEachRoundAndOthersAreNotHarmed() {
        int writers = 8;
        for (int round = 0; round < 10; round++) {
            ExpectedVersion expected = ExpectedVersion.exactly(round);
            List<Boolean> won = Race.run(
                    writers * 2,
                    i -> () -> i < writers
                            ? wins(List.of(
                                    Append.of("own-" + i, ExpectedVersion.ANY, events(1)),
                                    Append.of("shared", expected, events(1))))
                            : wins(List.of(Append.of("alone-" + i, expected, events(1)))));

            assertThat(won.subList(0, writers)).containsOnlyOnce(true);
            assertThat(won.subList(writers, writers * 2)).doesNotContain(false);
        }
        assertThat(versions(store().readForward("shared", 1, 100))).isEqualTo(numbers(1, 10));
        assertThat(store().head()).isEqualTo(10L * (writers + 2));
    }

    private boolean wins(List<Append> appends) {
        try {
            store().appendAll(appends);
            return true;
        } catch (WrongExpectedVersion e) {
            return false;
        }
    }

    @Test
    default void severalStreamsAreAppendedToInATransaction() {
        transactions().begin();
        store().append("a", ExpectedVersion.NO_STREAM, events(1));
        List<AppendResult> results = store().appendAll(List.of(
                Append.of("a", ExpectedVersion.exactly(1), events(1)),
                Append.of("b", ExpectedVersion.NO_STREAM, events(1))));
        assertThat(results).extracting(AppendResult::version).containsExactly(2L, 1L);
        transactions().commit();

        assertThat(store().head()).isEqualTo(3);
    }

    @Test
    default void ofSeveralStreamsOfWhichOneIsRefusedInATransactionNoneIsTaken() {
        transactions().begin();
        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().appendAll(List.of(
                        Append.of("a", ExpectedVersion.NO_STREAM, events(1)),
                        Append.of("b", ExpectedVersion.exactly(1), events(1)))));
        transactions().commit();

        assertThat(store().head()).isZero();
    }
}
