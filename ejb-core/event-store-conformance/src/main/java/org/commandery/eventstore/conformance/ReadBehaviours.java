package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.positions;
import static org.commandery.eventstore.conformance.Events.versions;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.RecordedEvent.Link;
import org.commandery.eventstore.StreamNotFound;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How events are read. */
public interface ReadBehaviours extends StoreFixture {

    @Test
    @DisplayName("R01 a stream that nobody has written is not found")
    default void aStreamThatNobodyHasWrittenIsNotFound() {
        assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> store().readForward("none", 1, 10));
        assertThatExceptionOfType(StreamNotFound.class)
                .isThrownBy(() -> store().readBackward("none", Long.MAX_VALUE, 10));
        assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> store().stream("none", 1, 10));
    }

    @Test
    @DisplayName("R02 a recorded event has all that was given and what the store added")
    default void aRecordedEventHasAllThatWasGivenAndWhatTheStoreAdded() {
        UUID id = UUID.randomUUID();
        UUID causation = UUID.randomUUID();
        UUID correlation = UUID.randomUUID();
        store().append(
                        "s",
                        ExpectedVersion.ANY,
                        List.of(EventData.of("t", "{\"a\": 1}")
                                .withEventId(id)
                                .withRevision(2)
                                .withMetadata(Map.of("k", "v"))
                                .withCause(causation, correlation)
                                .withTags("x:1", "y")));

        RecordedEvent event = store().readForward("s", 1, 10).get(0);
        assertThat(event)
                .isEqualTo(new RecordedEvent(
                        id,
                        1,
                        "s",
                        1,
                        "t",
                        2,
                        "{\"a\": 1}",
                        Map.of("k", "v"),
                        causation,
                        correlation,
                        Set.of("x:1", "y"),
                        event.createdAt(),
                        null));
        assertThat(event.createdAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    @DisplayName("R03 a stream is read forward from a version, no more than the limit")
    default void aStreamIsReadForwardFromAVersionNoMoreThanTheLimit() {
        store().append("s", ExpectedVersion.ANY, events(10));

        assertThat(versions(store().readForward("s", 1, 5))).isEqualTo(numbers(1, 5));
        assertThat(versions(store().readForward("s", 6, 5))).isEqualTo(numbers(6, 10));
        assertThat(versions(store().readForward("s", -1, 2))).isEqualTo(numbers(1, 2));
    }

    @Test
    @DisplayName("R04 a stream is read backward from its end or from a version")
    default void aStreamIsReadBackwardFromItsEndOrFromAVersion() {
        store().append("s", ExpectedVersion.ANY, events(4));

        assertThat(versions(store().readBackward("s", Long.MAX_VALUE, 10))).containsExactly(4L, 3L, 2L, 1L);
        assertThat(versions(store().readBackward("s", 3, 10))).containsExactly(3L, 2L, 1L);
        assertThat(versions(store().readBackward("s", 3, 2))).containsExactly(3L, 2L);
    }

    @Test
    @DisplayName("R05 a stream read lazily is the same whatever the size of the pages")
    default void aStreamReadLazilyIsTheSameWhateverTheSizeOfThePages() {
        store().append("other", ExpectedVersion.ANY, events(3));
        store().append("s", ExpectedVersion.ANY, events(50));
        List<RecordedEvent> whole = store().readForward("s", 1, 100);

        for (int pageSize : new int[] {1, 2, 50, 1_000}) {
            assertThat(store().stream("s", 1, pageSize)).containsExactlyElementsOf(whole);
            assertThat(store().streamAll(3, pageSize)).containsExactlyElementsOf(whole);
        }
    }

    @Test
    @DisplayName("L01 L10 a linked event shows where it was appended, and has the number of its link")
    default void aLinkedEventShowsWhereItWasAppendedAndHasTheNumberOfItsLink() {
        store().append("a", ExpectedVersion.ANY, events(2));
        RecordedEvent original = store().readForward("a", 2, 1).get(0);
        store().append("b", ExpectedVersion.ANY, events(1));
        store().append(Append.link("b", ExpectedVersion.exactly(1), List.of(original.eventId())));

        RecordedEvent linked = store().readForward("b", 2, 10).get(0);

        assertThat(original.link()).isNull();
        assertThat(original.number()).isEqualTo(2);
        assertThat(linked.stream()).isEqualTo("a");
        assertThat(linked.version()).isEqualTo(2);
        assertThat(linked.position()).isEqualTo(2);
        assertThat(linked.data()).isEqualTo(original.data());
        assertThat(linked.link()).isEqualTo(new Link("b", 2));
        assertThat(linked.number()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "L02 L12 events and links of a stream are read together in both directions, whatever the size of the pages")
    default void eventsAndLinksOfAStreamAreReadTogether() {
        store().append("a", ExpectedVersion.ANY, events(20));
        for (RecordedEvent event : store().readForward("a", 11, 10)) {
            store().append(Append.link("mixed", ExpectedVersion.ANY, List.of(event.eventId())));
            store().append("mixed", ExpectedVersion.ANY, events(1));
        }

        List<RecordedEvent> whole = store().readForward("mixed", 1, 100);
        assertThat(whole).extracting(RecordedEvent::number).isEqualTo(numbers(1, 20));
        assertThat(whole).extracting(RecordedEvent::stream).startsWith("a", "mixed", "a", "mixed");
        for (int pageSize : new int[] {1, 3, 20}) {
            assertThat(store().stream("mixed", 1, pageSize)).containsExactlyElementsOf(whole);
        }
        assertThat(store().readForward("mixed", 6, 3)).isEqualTo(whole.subList(5, 8));
        List<RecordedEvent> newestFirst = new ArrayList<>(whole);
        Collections.reverse(newestFirst);
        assertThat(store().readBackward("mixed", Long.MAX_VALUE, 100)).isEqualTo(newestFirst);
        assertThat(store().readBackward("mixed", 7, 3)).isEqualTo(newestFirst.subList(13, 16));
        assertThat(store().readForward("mixed", 21, 10)).isEmpty();
        assertThat(store().head()).isEqualTo(30);
        assertThat(store().streams().info("mixed").version()).isEqualTo(20);
    }

    @Test
    @DisplayName("R06 beyond the end of a stream there is nothing, and no error")
    default void beyondTheEndOfAStreamThereIsNothing() {
        store().append("s", ExpectedVersion.ANY, events(3));

        assertThat(store().readForward("s", 4, 10)).isEmpty();
        assertThat(store().stream("s", 100, 10)).isEmpty();
        assertThat(store().readBackward("s", 0, 10)).isEmpty();
    }

    @Test
    @DisplayName("R07 all streams are read forward in the global order")
    default void allStreamsAreReadForwardInTheGlobalOrder() {
        appendToThreeStreams();

        List<RecordedEvent> all = new ArrayList<>(store().readAllForward(0, 4));
        assertThat(positions(all)).isEqualTo(numbers(1, 4));
        all.addAll(store().readAllForward(4, 100));
        assertThat(positions(all)).isEqualTo(numbers(1, 6));
        assertThat(all).extracting(RecordedEvent::stream).containsExactly("a", "b", "b", "c", "c", "c");
        assertThat(store().readAllForward(6, 10)).isEmpty();
    }

    @Test
    @DisplayName("R08 all streams are read backward from a position")
    default void allStreamsAreReadBackwardFromAPosition() {
        appendToThreeStreams();

        assertThat(positions(store().readAllBackward(Long.MAX_VALUE, 100))).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(positions(store().readAllBackward(3, 2))).containsExactly(3L, 2L);
        assertThat(store().readAllBackward(0, 10)).isEmpty();
    }

    private void appendToThreeStreams() {
        store().append("a", ExpectedVersion.ANY, events(1));
        store().append("b", ExpectedVersion.ANY, events(2));
        store().append("c", ExpectedVersion.ANY, events(3));
    }

    @Test
    @DisplayName("R10 an empty store has no events, and its head is 0")
    default void anEmptyStoreHasNoEvents() {
        assertThat(store().readAllForward(0, 10)).isEmpty();
        assertThat(store().readAllBackward(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store().streamAll(0, 10)).isEmpty();
        assertThat(store().head()).isZero();
    }

    @Test
    default void theHeadIsThePositionOfTheLastEvent() {
        appendToThreeStreams();

        assertThat(store().head()).isEqualTo(6);
    }

    @Test
    default void aLimitBelowOneIsAMistakeOfTheCaller() {
        store().append("s", ExpectedVersion.ANY, events(1));

        assertThatIllegalArgumentException().isThrownBy(() -> store().readForward("s", 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> store().readAllForward(0, 0));
    }
}
