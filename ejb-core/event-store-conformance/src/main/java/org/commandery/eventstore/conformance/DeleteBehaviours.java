package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.event;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.positions;
import static org.commandery.eventstore.conformance.Events.versions;

import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.HardDeletesDisabled;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.ReservedStream;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.UniqueKey;
import org.commandery.eventstore.WrongExpectedVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How streams end. */
public interface DeleteBehaviours extends StoreFixture {

    private void append(String stream, int count) {
        store().append(stream, ExpectedVersion.ANY, events(count));
    }

    private void softDelete(String stream) {
        store().streams().softDelete(stream, ExpectedVersion.ANY);
    }

    private void hardDelete(String stream) {
        store().streams().hardDelete(stream, ExpectedVersion.ANY, "test");
    }

    private UUID idOfFirst(String stream) {
        return store().readForward(stream, 1, 1).get(0).eventId();
    }

    @Test
    @DisplayName("D01 a stream is soft-deleted at any version, as an existing one, or at its exact version")
    default void aStreamIsSoftDeletedAtTheVersionThatIsExpected() {
        for (ExpectedVersion expected :
                List.of(ExpectedVersion.ANY, ExpectedVersion.STREAM_EXISTS, ExpectedVersion.exactly(2))) {
            String stream = "deleted at " + expected;
            append(stream, 2);
            store().streams().softDelete(stream, expected);
            assertDeleted(stream);
        }
    }

    @Test
    @DisplayName("D02 a stream at another version is not soft-deleted")
    default void aStreamAtAnotherVersionIsNotSoftDeleted() {
        append("s", 2);

        for (ExpectedVersion expected :
                List.of(ExpectedVersion.NO_STREAM, ExpectedVersion.exactly(1), ExpectedVersion.exactly(3))) {
            assertThatExceptionOfType(WrongExpectedVersion.class)
                    .isThrownBy(() -> store().streams().softDelete("s", expected))
                    .satisfies(e -> assertThat(e.actual()).isEqualTo(2));
        }
        assertThat(store().readForward("s", 1, 10)).hasSize(2);
    }

    @Test
    default void aStreamThatDoesNotExistIsNotDeleted() {
        for (String stream : List.of("none", "nul\0")) {
            assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> softDelete(stream));
            assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> hardDelete(stream));
        }
    }

    @Test
    default void aStreamIsSoftDeletedOnce() {
        append("s", 1);
        softDelete("s");

        assertThatExceptionOfType(StreamDeleted.class)
                .isThrownBy(() -> softDelete("s"))
                .satisfies(e -> assertThat(e.stream()).isEqualTo("s"));
    }

    @Test
    @DisplayName("D04 a soft-deleted stream is neither read nor appended to")
    default void aSoftDeletedStreamIsNeitherReadNorAppendedTo() {
        append("s", 2);
        softDelete("s");

        assertDeleted("s");
        for (ExpectedVersion expected :
                List.of(ExpectedVersion.ANY, ExpectedVersion.NO_STREAM, ExpectedVersion.exactly(2))) {
            assertThatExceptionOfType(StreamDeleted.class).isThrownBy(() -> store().append("s", expected, events(1)));
        }
        assertThat(store().head()).isEqualTo(2);
    }

    private void assertDeleted(String stream) {
        assertThatExceptionOfType(StreamDeleted.class).isThrownBy(() -> store().readForward(stream, 1, 10));
        assertThatExceptionOfType(StreamDeleted.class).isThrownBy(() -> store().readForward(stream, 100, 10));
        assertThatExceptionOfType(StreamDeleted.class)
                .isThrownBy(() -> store().readBackward(stream, Long.MAX_VALUE, 10));
        assertThatExceptionOfType(StreamDeleted.class).isThrownBy(() -> store().stream(stream, 1, 10));
    }

    @Test
    @DisplayName("D05 the events of a soft-deleted stream stay in the global order and in queries")
    default void theEventsOfASoftDeletedStreamStayInTheGlobalOrder() {
        append("s", 2);
        append("other", 1);
        softDelete("s");

        assertThat(positions(store().readAllForward(0, 10))).isEqualTo(numbers(1, 3));
        assertThat(positions(store().read(EventQuery.streams("s"), 0, 10).events()))
                .isEqualTo(numbers(1, 2));
    }

    @Test
    @DisplayName("D05 the events of a soft-deleted stream stay where they are linked")
    default void theEventsOfASoftDeletedStreamStayWhereTheyAreLinked() {
        append("s", 1);
        store().append(Append.link("list", ExpectedVersion.ANY, List.of(idOfFirst("s"))));
        softDelete("s");

        assertThat(store().readForward("list", 1, 10))
                .extracting(RecordedEvent::stream)
                .containsExactly("s");
    }

    @Test
    default void theKeysOfASoftDeletedStreamAreFree() {
        UniqueKey key = new UniqueKey("email", "ada@example.org");
        store().append(Append.of("s", ExpectedVersion.ANY, events(1)).claiming(key));
        softDelete("s");

        assertThat(store().append(Append.of("other", ExpectedVersion.ANY, events(1))
                                .claiming(key))
                        .version())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("D07 all streams together cannot be deleted")
    default void allStreamsTogetherCannotBeDeleted() {
        append("s", 1);

        assertThatExceptionOfType(ReservedStream.class).isThrownBy(() -> softDelete(EventStore.ALL));
        assertThatExceptionOfType(ReservedStream.class).isThrownBy(() -> hardDelete(EventStore.ALL));
    }

    @Test
    @DisplayName("D08 a store that was opened without hard deletes removes nothing")
    default void aStoreThatWasOpenedWithoutHardDeletesRemovesNothing() {
        try (EventStore cautious = openWithoutHardDeletes()) {
            cautious.append("s", ExpectedVersion.ANY, events(1));

            assertThatExceptionOfType(HardDeletesDisabled.class)
                    .isThrownBy(() -> cautious.streams().hardDelete("s", ExpectedVersion.ANY, "test"));
            assertThat(cautious.readForward("s", 1, 10)).hasSize(1);
        }
    }

    @Test
    @DisplayName("D09 a stream that was removed is not found, and its events are nowhere")
    default void aStreamThatWasRemovedIsNotFoundAndItsEventsAreNowhere() {
        append("before", 1);
        store().append("s", ExpectedVersion.ANY, List.of(event(1).withTags("x:1"), event(2).withTags("x:1", "x:2")));
        append("after", 1);

        store().streams().hardDelete("s", ExpectedVersion.exactly(2), "test");

        assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> store().readForward("s", 1, 10));
        assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> store().readBackward("s", Long.MAX_VALUE, 10));
        assertThat(positions(store().readAllForward(0, 10))).containsExactly(1L, 4L);
        assertThat(positions(store().readAllBackward(Long.MAX_VALUE, 10))).containsExactly(4L, 1L);
        for (EventQuery query : List.of(EventQuery.tags("x:1"), EventQuery.streams("s"))) {
            assertThat(store().read(query, 0, 10)).isEqualTo(new EventPage(List.of(), 4, true));
        }
    }

    @Test
    default void aStreamAtAnotherVersionIsNotRemoved() {
        append("s", 2);

        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().streams().hardDelete("s", ExpectedVersion.exactly(1), "test"))
                .satisfies(e -> assertThat(e.actual()).isEqualTo(2));
        assertThat(store().readForward("s", 1, 10)).hasSize(2);
    }

    @Test
    @DisplayName("D10 the name of a removed stream is free, and no position is given twice")
    default void theNameOfARemovedStreamIsFreeAndNoPositionIsGivenTwice() {
        append("s", 3);
        hardDelete("s");
        assertThat(store().head()).isEqualTo(3);

        assertThat(store().append("s", ExpectedVersion.NO_STREAM, events(2)).position())
                .isEqualTo(5);

        assertThat(versions(store().readForward("s", 1, 10))).isEqualTo(numbers(1, 2));
        assertThat(positions(store().readAllForward(0, 10))).containsExactly(4L, 5L);
    }

    @Test
    default void allThatWasRemovedCanBeStoredAnew() {
        UniqueKey key = new UniqueKey("email", "ada@example.org");
        UUID command = UUID.randomUUID();
        List<EventData> events = List.of(event(UUID.randomUUID()).withTags("x:1"));
        Append append = Append.of("s", ExpectedVersion.NO_STREAM, events)
                .withCommandId(command)
                .claiming(key);
        store().append(append);
        hardDelete("s");
        assertThat(store().findCommand(command)).isEmpty();

        assertThat(store().append(append).repeated()).isFalse();

        assertThat(positions(store().read(EventQuery.tags("x:1"), 0, 10).events()))
                .containsExactly(2L);
    }

    @Test
    @DisplayName("D12 the links to a removed stream are gone, and their versions are not given twice")
    default void theLinksToARemovedStreamAreGoneAndTheirVersionsAreNotGivenTwice() {
        append("s", 1);
        append("list", 1);
        store().append(Append.link("list", ExpectedVersion.ANY, List.of(idOfFirst("s"))));

        hardDelete("s");

        assertThat(versions(store().readForward("list", 1, 10))).containsExactly(1L);
        assertThat(store().readForward("list", 2, 10)).isEmpty();
        assertThat(store().streams().info("list").version()).isEqualTo(2);
        assertThat(store().append("list", ExpectedVersion.exactly(2), events(1)).version())
                .isEqualTo(3);
        assertThat(versions(store().readForward("list", 1, 10))).containsExactly(1L, 3L);
        assertThat(versions(store().readBackward("list", Long.MAX_VALUE, 10))).containsExactly(3L, 1L);
    }

    @Test
    @DisplayName("D14 a reader who was behind the removed events goes on after them")
    default void aReaderWhoWasBehindTheRemovedEventsGoesOnAfterThem() {
        append("before", 1);
        append("s", 3);
        append("after", 1);
        hardDelete("s");

        assertThat(positions(store().readAllForward(2, 10))).containsExactly(5L);
        assertThat(store().read(EventQuery.ALL, 2, 10).reached()).isEqualTo(5);
        hardDelete("after");
        assertThat(store().read(EventQuery.ALL, 2, 10)).isEqualTo(new EventPage(List.of(), 5, true));
    }

    @Test
    @DisplayName("D15 a soft-deleted stream can be removed")
    default void aSoftDeletedStreamCanBeRemoved() {
        append("s", 2);
        softDelete("s");

        store().streams().hardDelete("s", ExpectedVersion.exactly(2), "test");

        assertThat(store().append("s", ExpectedVersion.NO_STREAM, events(1)).version())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("D18 a stream that is removed leaves the events that it only links")
    default void aStreamThatIsRemovedLeavesTheEventsThatItOnlyLinks() {
        append("s", 2);
        store().append(Append.link("list", ExpectedVersion.ANY, List.of(idOfFirst("s"))));

        hardDelete("list");

        assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> store().readForward("list", 1, 10));
        assertThat(versions(store().readForward("s", 1, 10))).isEqualTo(numbers(1, 2));
        assertThat(store().append(Append.link("list", ExpectedVersion.NO_STREAM, List.of(idOfFirst("s"))))
                        .version())
                .isEqualTo(1);
    }

    @Test
    default void aDeleteInATransactionIsUndoneWhenItIsRolledBack() {
        append("soft", 1);
        append("hard", 1);

        transactions().begin();
        softDelete("soft");
        hardDelete("hard");
        transactions().rollback();

        assertThat(store().readForward("soft", 1, 10)).hasSize(1);
        assertThat(store().readForward("hard", 1, 10)).hasSize(1);
    }

    @Test
    default void aDeleteInATransactionIsDoneWhenItHasCommitted() {
        append("soft", 1);
        append("hard", 1);

        transactions().begin();
        store().append("other", ExpectedVersion.ANY, events(1));
        softDelete("soft");
        hardDelete("hard");
        transactions().commit();

        assertDeleted("soft");
        assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> store().readForward("hard", 1, 10));
        assertThat(positions(store().readAllForward(0, 10))).containsExactly(1L, 3L);
    }

    @Test
    default void anAppendOfATransactionToADeletedStreamIsRefusedAtOnce() {
        append("s", 1);
        softDelete("s");

        transactions().begin();
        assertThatExceptionOfType(StreamDeleted.class).isThrownBy(() -> append("s", 1));
        transactions().rollback();
    }
}
