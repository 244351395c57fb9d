package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.eventstore.conformance.Events.event;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.positions;
import static org.commandery.eventstore.conformance.Events.versions;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.ReservedStream;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.UnacceptableEvent;
import org.commandery.eventstore.WrongExpectedVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an append does, and what it refuses. */
public interface AppendBehaviours extends StoreFixture {

    @Test
    @DisplayName("A01 events of a new stream have the versions from 1 on")
    default void eventsOfANewStreamHaveTheVersionsFromOneOn() {
        AppendResult result = store().append("s", ExpectedVersion.ANY, events(3));

        assertThat(result).isEqualTo(new AppendResult("s", 3, 3, 3, false));
        assertThat(versions(store().readForward("s", 1, 10))).isEqualTo(numbers(1, 3));
    }

    @Test
    @DisplayName("A02 events that are added have the next versions")
    default void eventsThatAreAddedHaveTheNextVersions() {
        store().append("s", ExpectedVersion.ANY, events(3));

        assertThat(store().append("s", ExpectedVersion.ANY, events(2)).version())
                .isEqualTo(5);
        assertThat(versions(store().readForward("s", 4, 10))).isEqualTo(numbers(4, 5));
    }

    @Test
    @DisplayName("A05 a stream that is expected not to exist is created")
    default void aStreamThatIsExpectedNotToExistIsCreated() {
        assertThat(store().append("s", ExpectedVersion.NO_STREAM, events(1)).version())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("A06 a stream that is expected not to exist and does is refused and nothing is written")
    default void aStreamThatExistsUnexpectedlyIsRefusedAndNothingIsWritten() {
        store().append("s", ExpectedVersion.ANY, events(3));

        assertWrongVersion("s", ExpectedVersion.NO_STREAM, 3);
    }

    @Test
    @DisplayName("A07 a stream that is expected to exist and does not is not found")
    default void aStreamThatIsExpectedToExistAndDoesNotIsNotFound() {
        assertThatExceptionOfType(StreamNotFound.class)
                .isThrownBy(() -> store().append("s", ExpectedVersion.STREAM_EXISTS, events(1)))
                .satisfies(e -> assertThat(e.stream()).isEqualTo("s"));
        assertThat(store().head()).isZero();
    }

    @Test
    @DisplayName("A07 a stream that is expected to exist and does is appended to")
    default void aStreamThatIsExpectedToExistAndDoesIsAppendedTo() {
        store().append("s", ExpectedVersion.ANY, events(3));

        assertThat(store().append("s", ExpectedVersion.STREAM_EXISTS, events(1)).version())
                .isEqualTo(4);
    }

    @Test
    @DisplayName("A09 a stream at the expected version is appended to")
    default void aStreamAtTheExpectedVersionIsAppendedTo() {
        store().append("s", ExpectedVersion.ANY, events(3));

        assertThat(store().append("s", ExpectedVersion.exactly(3), events(1)).version())
                .isEqualTo(4);
    }

    @Test
    @DisplayName("A10 a stream at another than the expected version is refused and nothing is written")
    default void aStreamAtAnotherThanTheExpectedVersionIsRefusedAndNothingIsWritten() {
        store().append("s", ExpectedVersion.ANY, events(3));

        assertWrongVersion("s", ExpectedVersion.exactly(2), 3);
        assertWrongVersion("s", ExpectedVersion.exactly(4), 3);
    }

    @Test
    @DisplayName("A11 a stream that does not exist is refused when a version of it is expected")
    default void aStreamThatDoesNotExistIsRefusedWhenAVersionIsExpected() {
        assertWrongVersion("s", ExpectedVersion.exactly(1), 0);
    }

    private void assertWrongVersion(String stream, ExpectedVersion expected, long actual) {
        long head = store().head();
        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().append(stream, expected, events(1)))
                .satisfies(e -> {
                    assertThat(e.stream()).isEqualTo(stream);
                    assertThat(e.expected()).isEqualTo(expected);
                    assertThat(e.actual()).isEqualTo(actual);
                });
        assertThat(store().head()).isEqualTo(head);
    }

    @Test
    @DisplayName("A13 eight thousand events in one append are numbered in order")
    default void eightThousandEventsInOneAppendAreNumberedInOrder() {
        store().append("s", ExpectedVersion.NO_STREAM, events(8_001));

        List<RecordedEvent> stored = store().readForward("s", 1, 10_000);
        assertThat(versions(stored)).isEqualTo(numbers(1, 8_001));
        assertThat(positions(stored)).isEqualTo(numbers(1, 8_001));
        assertThat(stored)
                .extracting(RecordedEvent::data)
                .isEqualTo(events(8_001).stream().map(EventData::data).toList());
    }

    @Test
    @DisplayName("A13 a large append is refused as a whole")
    default void aLargeAppendIsRefusedAsAWhole() {
        List<EventData> events = new ArrayList<>(events(8_000));
        events.add(EventData.of("nul\0", "{}"));

        assertRefused(UnacceptableEvent.class, events);
    }

    @Test
    @DisplayName("A14 positions run through all streams and versions through each")
    default void positionsRunThroughAllStreamsAndVersionsThroughEach() {
        assertThat(store().append("a", ExpectedVersion.ANY, events(2)).position())
                .isEqualTo(2);
        assertThat(store().append("b", ExpectedVersion.ANY, events(1)).position())
                .isEqualTo(3);
        assertThat(store().append("a", ExpectedVersion.ANY, events(2)).position())
                .isEqualTo(5);

        List<RecordedEvent> all = store().readAllForward(0, 10);
        assertThat(positions(all)).isEqualTo(numbers(1, 5));
        assertThat(all).extracting(RecordedEvent::stream).containsExactly("a", "a", "b", "a", "a");
        assertThat(versions(all)).containsExactly(1L, 2L, 1L, 3L, 4L);
    }

    @Test
    @DisplayName("A15 the same events cannot be stored twice")
    default void theSameEventsCannotBeStoredTwice() {
        List<EventData> events = List.of(event(UUID.randomUUID()), event(UUID.randomUUID()));
        store().append("s", ExpectedVersion.ANY, events);

        assertThatExceptionOfType(DuplicateEvent.class)
                .isThrownBy(() -> store().append("s", ExpectedVersion.ANY, events));
        assertThatExceptionOfType(DuplicateEvent.class)
                .isThrownBy(() -> store().append("other", ExpectedVersion.ANY, events))
                .satisfies(e -> assertThat(e.stream()).isEqualTo("other"));
        assertThat(store().head()).isEqualTo(2);
        assertNoStream("other");
    }

    @Test
    @DisplayName("A17 an event keeps the id that it came with, others get one")
    default void anEventKeepsTheIdThatItCameWith() {
        UUID id = UUID.randomUUID();
        store().append("s", ExpectedVersion.ANY, List.of(event(id), event(2)));

        List<RecordedEvent> stored = store().readForward("s", 1, 10);
        assertThat(stored.get(0).eventId()).isEqualTo(id);
        assertThat(stored.get(1).eventId()).isNotNull().isNotEqualTo(id);
    }

    @Test
    @DisplayName("A18 the name of all streams cannot be appended to")
    default void theNameOfAllStreamsCannotBeAppendedTo() {
        assertThatExceptionOfType(ReservedStream.class)
                .isThrownBy(() -> store().append(EventStore.ALL, ExpectedVersion.ANY, events(1)));
    }

    @Test
    @DisplayName("A20 metadata, causation and correlation are read back as they were written")
    default void metadataCausationAndCorrelationAreReadBack() {
        UUID causation = UUID.randomUUID();
        UUID correlation = UUID.randomUUID();
        Map<String, String> metadata = Map.of("user", "ada", "note", "\"quoted\"\n\\ and more");
        store().append(
                        "s",
                        ExpectedVersion.ANY,
                        List.of(
                                EventData.of("t", "{}").withMetadata(metadata).withCause(causation, correlation),
                                EventData.of("t", "{}")));

        List<RecordedEvent> stored = store().readForward("s", 1, 10);
        assertThat(stored.get(0).metadata()).isEqualTo(metadata);
        assertThat(stored.get(0).causationId()).isEqualTo(causation);
        assertThat(stored.get(0).correlationId()).isEqualTo(correlation);
        assertThat(stored.get(1).metadata()).isEmpty();
        assertThat(stored.get(1).causationId()).isNull();
        assertThat(stored.get(1).correlationId()).isNull();
    }

    @Test
    default void revisionsTagsAndTimesAreReadBackAsTheyWereWritten() {
        Instant longAgo = Instant.parse("1999-12-31T23:59:59.123456Z");
        List<EventData> written = List.of(
                event(1),
                event(2).withRevision(7).withTags("course:c-1", "a \"quoted\" \\ {one}, NULL", "žluťoučký"),
                event(3).withCreatedAt(longAgo),
                event(4).withRevision(2).withTags("null").withCreatedAt(longAgo.plusNanos(999)));
        store().append("together", ExpectedVersion.ANY, written);
        written.forEach(event -> store().append("one-by-one", ExpectedVersion.ANY, List.of(event)));

        for (String stream : List.of("together", "one-by-one")) {
            List<RecordedEvent> read = store().readForward(stream, 1, 10);
            assertThat(read).extracting(RecordedEvent::revision).containsExactly(1, 7, 1, 2);
            assertThat(read)
                    .extracting(RecordedEvent::tags)
                    .isEqualTo(written.stream().map(EventData::tags).toList());
            assertThat(read.subList(0, 2))
                    .extracting(RecordedEvent::createdAt)
                    .allMatch(time -> time.isAfter(Instant.now().minusSeconds(60)));
            assertThat(read.subList(2, 4)).extracting(RecordedEvent::createdAt).containsOnly(longAgo);
        }
    }

    @Test
    @DisplayName("A21 text in many scripts is read back as it was written")
    default void textInManyScriptsIsReadBack() {
        String text = "žluťoučký kůň, Ελλάδα, Москва, 東京, 한국어, עברית, العربية, हिन्दी, ไทย, 🐘𝄞";
        String data = "{\"text\": \"%s\"}".formatted(text);
        store().append(
                        text,
                        ExpectedVersion.ANY,
                        List.of(EventData.of(text, data).withMetadata(Map.of(text, text))));

        RecordedEvent stored = store().readForward(text, 1, 1).get(0);
        assertThat(stored.stream()).isEqualTo(text);
        assertThat(stored.type()).isEqualTo(text);
        assertThat(stored.data()).isEqualTo(data);
        assertThat(stored.metadata()).isEqualTo(Map.of(text, text));
    }

    @Test
    @DisplayName("A25 an append without events writes nothing and creates no stream")
    default void anAppendWithoutEventsWritesNothingAndCreatesNoStream() {
        assertThat(store().append("s", ExpectedVersion.ANY, List.of()))
                .isEqualTo(new AppendResult("s", 0, 0, 0, false));

        assertNoStream("s");
        assertThat(store().head()).isZero();
    }

    @Test
    @DisplayName("A25 an append without events says where its stream ends, if that is as expected")
    default void anAppendWithoutEventsSaysWhereItsStreamEnds() {
        store().append("s", ExpectedVersion.ANY, events(2));
        store().append("other", ExpectedVersion.ANY, events(1));

        assertThat(store().append("s", ExpectedVersion.exactly(2), List.of()))
                .isEqualTo(new AppendResult("s", 2, 2, 0, false));
        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().append("s", ExpectedVersion.exactly(1), List.of()));
        assertThatExceptionOfType(StreamNotFound.class)
                .isThrownBy(() -> store().append("none", ExpectedVersion.STREAM_EXISTS, List.of()));
    }

    @Test
    @DisplayName("A26 of a thousand events one has an id that is taken: all are refused")
    default void oneEventWithAnIdThatIsTakenRefusesAll() {
        UUID taken = UUID.randomUUID();
        store().append("first", ExpectedVersion.ANY, List.of(event(taken)));
        List<EventData> events = new ArrayList<>(events(1_000));
        events.add(700, event(taken));

        assertRefused(DuplicateEvent.class, events);
    }

    @Test
    @DisplayName("A26 two events of one append have the same id: all are refused")
    default void twoEventsOfOneAppendWithTheSameIdRefuseAll() {
        UUID twice = UUID.randomUUID();

        assertRefused(DuplicateEvent.class, List.of(event(twice), event(1), event(twice)));
    }

    @Test
    default void dataThatIsNoJsonIsRefused() {
        assumeTrue(refusesWhatIsNoJson());
        assertRefused(UnacceptableEvent.class, List.of(event(1), EventData.of("broken", "{\"number\":")));
        assertRefused(UnacceptableEvent.class, List.of(EventData.of("empty", "")));
    }

    @Test
    default void aNulCharacterIsRefused() {
        assertRefused(UnacceptableEvent.class, List.of(EventData.of("nul\0", "{}")));
    }

    @Test
    default void anyJsonTextIsReadBackLetterByLetter() {
        assumeTrue(keepsTheTextOfData());
        List<String> texts = List.of("{ \"b\" : 1,\n\"a\":1.00 }", "[]", "null", "\"text\"", "17");
        store().append(
                        "s",
                        ExpectedVersion.ANY,
                        texts.stream().map(text -> EventData.of("t", text)).toList());

        assertThat(store().readForward("s", 1, 10))
                .extracting(RecordedEvent::data)
                .isEqualTo(texts);
    }

    @Test
    default void anAsynchronousAppendCompletesWhenItIsStored() throws InterruptedException, ExecutionException {
        AppendResult result = store().appendAsync(Append.of("s", ExpectedVersion.NO_STREAM, events(2)))
                .toCompletableFuture()
                .get();

        assertThat(result).isEqualTo(new AppendResult("s", 2, 2, 2, false));
        assertThat(store().head()).isEqualTo(2);
    }

    @Test
    default void anAsynchronousAppendCompletesWithItsRefusal() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> store().appendAsync(Append.of("s", ExpectedVersion.exactly(1), events(2)))
                        .toCompletableFuture()
                        .join())
                .withCauseInstanceOf(WrongExpectedVersion.class);
    }

    @Test
    default void aClosedStoreTakesNoAppends() {
        store().append("s", ExpectedVersion.ANY, events(1));
        store().close();

        assertThatExceptionOfType(EventStoreUnavailable.class)
                .isThrownBy(() -> store().append("s", ExpectedVersion.ANY, events(1)));
    }

    private void assertRefused(Class<? extends Exception> refusal, List<EventData> events) {
        long head = store().head();
        ThrowingCallable append = () -> store().append("refused", ExpectedVersion.ANY, events);
        assertThatExceptionOfType(refusal).isThrownBy(append);
        assertThat(store().head()).isEqualTo(head);
        assertNoStream("refused");
    }

    private void assertNoStream(String stream) {
        assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> store().readForward(stream, 1, 1));
    }

    @Test
    default void anAppendMayExpectWhichEventIsTheLastOne() {
        UUID last = UUID.randomUUID();
        store().append("s", ExpectedVersion.ANY, List.of(event(UUID.randomUUID()), event(last)));

        for (List<EventData> appended : List.of(events(1), events(2))) {
            assertThatExceptionOfType(WrongExpectedVersion.class)
                    .isThrownBy(() -> store().append("s", ExpectedVersion.exactly(2, UUID.randomUUID()), appended))
                    .satisfies(e -> assertThat(e.actual()).isEqualTo(2));
            assertThatExceptionOfType(WrongExpectedVersion.class)
                    .isThrownBy(() -> store().append("none", ExpectedVersion.exactly(0, last), appended));
        }
        assertThat(store().append("s", ExpectedVersion.exactly(2, last), events(1))
                        .version())
                .isEqualTo(3);
    }

    @Test
    default void inATransactionTooAnAppendMayExpectWhichEventIsTheLastOne() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        store().append("s", ExpectedVersion.ANY, List.of(event(first)));

        transactions().begin();
        store().append("s", ExpectedVersion.exactly(1, first), List.of(event(second)));
        store().append("s", ExpectedVersion.exactly(2, second), events(1));
        transactions().commit();
        assertThat(store().head()).isEqualTo(3);

        transactions().begin();
        store().append("s", ExpectedVersion.exactly(3, first), events(1));
        assertThatThrownBy(() -> transactions().commit()).hasStackTraceContaining("is at version 3");
        assertThat(store().head()).isEqualTo(3);
    }
}
