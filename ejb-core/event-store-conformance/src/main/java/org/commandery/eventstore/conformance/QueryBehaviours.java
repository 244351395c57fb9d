package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.positions;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventQuery.Criterion;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the events of all streams are looked through. */
public interface QueryBehaviours extends StoreFixture {

    /** The correlation of the events at positions 3 and 5. */
    UUID CORRELATION = UUID.fromString("11111111-2222-4333-8444-555555555555");

    /** Six events: {@code a-1} has 1 to 3, {@code a_1} has 4, {@code b-1} has 5 and 6. */
    private void appendSixEvents() {
        append(
                "a-1",
                event("made", "x:1"),
                event("sent", "x:1", "y:1"),
                event("sent").withCause(null, CORRELATION));
        append("a_1", event("made", "y:1"));
        append("b-1", event("made", "x:1", "y:1").withCause(null, CORRELATION), event("lost", "z:1"));
    }

    private void append(String stream, EventData... events) {
        store().append(stream, ExpectedVersion.ANY, List.of(events));
    }

    private static EventData event(String type, String... tags) {
        return EventData.of(type, "{}").withTags(tags);
    }

    @Test
    default void aQueryWithoutCriteriaFindsAllEvents() {
        appendSixEvents();

        assertFinds(EventQuery.ALL, 1, 2, 3, 4, 5, 6);
    }

    @Test
    default void aQueryFindsTheEventsOfItsTypes() {
        appendSixEvents();

        assertFinds(EventQuery.types("sent"), 2, 3);
        assertFinds(EventQuery.types("sent", "lost"), 2, 3, 6);
        assertFinds(EventQuery.types("none"));
    }

    @Test
    default void aQueryFindsTheEventsOfStreamsWhoseNameBeginsAsItSays() {
        appendSixEvents();

        assertFinds(EventQuery.streams("a-"), 1, 2, 3);
        assertFinds(EventQuery.streams("a"), 1, 2, 3, 4);
        assertFinds(EventQuery.streams("a_"), 4);
        assertFinds(EventQuery.streams("%"));
        assertFinds(EventQuery.streams("-1"));
    }

    @Test
    default void aQueryFindsTheEventsOfACorrelation() {
        appendSixEvents();

        assertFinds(EventQuery.correlation(CORRELATION), 3, 5);
        assertFinds(EventQuery.correlation(UUID.randomUUID()));
    }

    @Test
    default void aQueryFindsTheEventsThatHaveAllOfItsTags() {
        appendSixEvents();

        assertFinds(EventQuery.tags("x:1"), 1, 2, 5);
        assertFinds(EventQuery.tags("x:1", "y:1"), 2, 5);
        assertFinds(EventQuery.tags("x:1", "z:1"));
        assertFinds(EventQuery.tags("x:"));
    }

    @Test
    default void anEventMustMeetAllThatACriterionAsksFor() {
        appendSixEvents();

        assertFinds(criterion(Set.of("sent"), Set.of("y:1"), "a", null), 2);
        assertFinds(criterion(Set.of("made"), Set.of("x:1"), "", CORRELATION), 5);
        assertFinds(criterion(Set.of("sent"), Set.of(), "a-", CORRELATION), 3);
        assertFinds(criterion(Set.of("made"), Set.of(), "b-", null), 5);
    }

    @Test
    default void anEventThatMeetsSeveralCriteriaIsFoundOnce() {
        appendSixEvents();

        assertFinds(EventQuery.tags("x:1").or(EventQuery.tags("y:1")), 1, 2, 4, 5);
        assertFinds(EventQuery.tags("z:1").or(EventQuery.types("sent")), 2, 3, 6);
        assertFinds(EventQuery.tags("z:1").or(EventQuery.ALL), 1, 2, 3, 4, 5, 6);
    }

    private static EventQuery criterion(
            Set<String> types, Set<String> tags, String prefix, @Nullable UUID correlation) {
        return new EventQuery(List.of(new Criterion(types, tags, prefix, correlation)));
    }

    private void assertFinds(EventQuery query, long... positions) {
        EventPage page = store().read(query, 0, 100);
        assertThat(positions(page.events()))
                .containsExactlyElementsOf(LongStream.of(positions).boxed().toList());
        assertThat(page.events()).allMatch(query::matches);
        assertThat(page.reached()).isEqualTo(6);
        assertThat(page.complete()).isTrue();
        for (int pageSize : new int[] {1, 2}) {
            assertThat(store().stream(query, 0, pageSize)).containsExactlyElementsOf(page.events());
        }
    }

    @Test
    default void aFullPageIsContinuedAfterItsLastEvent() {
        appendSixEvents();

        for (EventQuery query : List.of(EventQuery.types("made"), EventQuery.tags("x:1"))) {
            EventPage first = store().read(query, 0, 1);
            assertThat(first).isEqualTo(new EventPage(first.events(), 1, false));
            EventPage rest = store().read(query, first.reached(), 10);
            assertThat(rest.events()).hasSize(2).allMatch(query::matches);
            assertThat(rest.complete()).isTrue();
        }
    }

    @Test
    default void aFullPageThatEndsWithTheStoreIsComplete() {
        appendSixEvents();

        assertThat(store().read(EventQuery.types("lost"), 0, 1).complete()).isTrue();
        assertThat(store().read(EventQuery.tags("z:1"), 0, 1).complete()).isTrue();
    }

    @Test
    default void beyondTheEndAQueryFindsNothingAndStaysWhereItWas() {
        appendSixEvents();

        assertThat(store().read(EventQuery.ALL, 6, 10)).isEqualTo(new EventPage(List.of(), 6, true));
        assertThat(store().read(EventQuery.tags("x:1"), 100, 10)).isEqualTo(new EventPage(List.of(), 100, true));
    }

    @Test
    default void anEmptyStoreIsLookedThroughAtOnce() {
        assertThat(store().read(EventQuery.types("made"), 0, 10)).isEqualTo(new EventPage(List.of(), 0, true));
        assertThat(store().read(EventQuery.tags("x:1"), 0, 10)).isEqualTo(new EventPage(List.of(), 0, true));
        assertThat(store().stream(EventQuery.ALL, 0, 10)).isEmpty();
    }

    @Test
    default void whatMatchesLittleIsFoundFarAway() {
        append("s", event("rare", "rare"));
        store().append("s", ExpectedVersion.ANY, events(25_000));
        append("s", event("rare", "rare"));

        for (EventQuery query : List.of(
                EventQuery.types("rare"),
                EventQuery.tags("rare"),
                EventQuery.types("rare").or(EventQuery.tags("rare")))) {
            assertThat(store().stream(query, 0, 10))
                    .extracting(RecordedEvent::position)
                    .containsExactly(1L, 25_002L);
        }
    }

    @Test
    default void pagesOfAllEventsAreTheGlobalOrder() {
        store().append("s", ExpectedVersion.ANY, events(10));

        EventPage page = store().read(EventQuery.ALL, 3, 5);
        assertThat(positions(page.events())).isEqualTo(numbers(4, 8));
        assertThat(page.reached()).isEqualTo(8);
        assertThat(page.complete()).isFalse();
    }

    @Test
    default void aQueryThatAsksForNothingIsAMistakeOfTheCaller() {
        assertThatIllegalArgumentException().isThrownBy(() -> store().read(EventQuery.ALL, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> EventQuery.types("a\0"));
    }
}
