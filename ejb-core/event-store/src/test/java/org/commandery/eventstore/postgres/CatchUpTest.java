package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.positions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.junit.jupiter.api.Test;

/** Reading page after page of all events, which looks the names of streams up by itself. */
class CatchUpTest {

    private static final int PAGE = 100;
    private static final int STREAMS = 50;
    private static final int EVENTS_EACH = 10;

    private final String schema = TestDatabase.newSchema();

    @Test
    void eachEventComesOnceWithTheNameOfItsStream() {
        try (EventStore store = filledStore()) {
            List<RecordedEvent> all = readAll(store);

            assertThat(positions(all)).isEqualTo(numbers(1, STREAMS * EVENTS_EACH));
            assertThat(all).allSatisfy(event -> assertThat(event.stream()).isEqualTo(streamAt(event.position())));
        }
    }

    @Test
    void theSameEventsComeWhetherTheNamesAreKnownOrNot() {
        try (EventStore store = filledStore()) {
            List<RecordedEvent> first = readAll(store);

            assertThat(readAll(store)).isEqualTo(first);
            assertThat(store.readAllForward(0, 10_000)).isEqualTo(first);
        }
    }

    @Test
    void eventsOfRemovedStreamsDoNotComeThoughTheirNamesAreKnown() {
        try (EventStore store = filledStore()) {
            readAll(store);
            store.streams().hardDelete(stream(30), ExpectedVersion.ANY, "a test");

            assertThat(readAll(store))
                    .hasSize((STREAMS - 1) * EVENTS_EACH)
                    .noneMatch(event -> event.stream().equals(stream(30)));
        }
    }

    private EventStore filledStore() {
        EventStore store = PostgresEventStore.builder(TestDatabase.dataSource())
                .schema(schema)
                .hardDeletes(true)
                .build();
        IntStream.range(0, STREAMS).forEach(i -> store.append(stream(i), ExpectedVersion.ANY, events(EVENTS_EACH)));
        return store;
    }

    private static List<RecordedEvent> readAll(EventStore store) {
        List<RecordedEvent> all = new ArrayList<>();
        store.streamAll(0, PAGE).forEach(all::add);
        Set<Long> distinct = new HashSet<>(positions(all));
        assertThat(distinct).hasSameSizeAs(all);
        return all;
    }

    private static String streamAt(long position) {
        return stream((int) (position - 1) / EVENTS_EACH);
    }

    private static String stream(int number) {
        return "stream-" + number;
    }
}
