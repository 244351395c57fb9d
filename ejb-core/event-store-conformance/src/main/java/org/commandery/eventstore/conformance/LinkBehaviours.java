package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.event;
import static org.commandery.eventstore.conformance.Events.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventNotFound;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.ReservedStream;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.WrongExpectedVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a stream comes to show events of other streams. */
public interface LinkBehaviours extends StoreFixture {

    /** Appends that many events to the stream {@code origin}, and returns their ids. */
    private List<UUID> stored(int count) {
        store().append("origin", ExpectedVersion.ANY, events(count));
        return store().readForward("origin", 1, count).stream()
                .map(RecordedEvent::eventId)
                .toList();
    }

    private AppendResult link(ExpectedVersion expected, List<UUID> ids) {
        return store().append(Append.link("links", expected, ids));
    }

    @Test
    @DisplayName("L02 L12 links have the versions of the stream in their order, and the global order does not grow")
    default void linksHaveTheVersionsOfTheStreamAndTheGlobalOrderDoesNotGrow() {
        List<UUID> ids = stored(3);

        assertThat(link(ExpectedVersion.NO_STREAM, ids.subList(0, 2)))
                .isEqualTo(new AppendResult("links", 2, 0, 2, false));
        assertThat(link(ExpectedVersion.exactly(2), ids.subList(2, 3)))
                .isEqualTo(new AppendResult("links", 3, 0, 1, false));
        assertThat(store().head()).isEqualTo(3);
    }

    @Test
    default void eventsAndLinksOfAStreamShareItsVersions() {
        List<UUID> ids = stored(3);
        link(ExpectedVersion.NO_STREAM, ids.subList(0, 1));

        assertThat(store().append("links", ExpectedVersion.exactly(1), events(2)))
                .isEqualTo(new AppendResult("links", 3, 5, 2, false));
        assertThat(store().append("links", ExpectedVersion.exactly(3), events(1)))
                .isEqualTo(new AppendResult("links", 4, 6, 1, false));
        assertThat(link(ExpectedVersion.exactly(4), ids.subList(1, 3)))
                .isEqualTo(new AppendResult("links", 6, 6, 2, false));
        assertThat(store().append("links", ExpectedVersion.exactly(6), events(1)))
                .isEqualTo(new AppendResult("links", 7, 7, 1, false));
        assertThat(store().head()).isEqualTo(7);
    }

    @Test
    default void oneAppendWritesEventsAndThenLinks() {
        List<UUID> ids = stored(2);
        Append both = new Append("links", ExpectedVersion.NO_STREAM, events(1), ids, null, null, Set.of(), Set.of());

        assertThat(store().append(both)).isEqualTo(new AppendResult("links", 3, 3, 3, false));
    }

    @Test
    default void aStreamShowsEventsThatAreAppendedToAnotherOneTogetherWithTheLinks() {
        List<UUID> ids = List.of(UUID.randomUUID(), UUID.randomUUID());

        List<AppendResult> results = store().appendAll(List.of(
                Append.of("origin", ExpectedVersion.NO_STREAM, List.of(event(ids.get(0)), event(ids.get(1)))),
                Append.link("links", ExpectedVersion.NO_STREAM, ids)));

        assertThat(results)
                .containsExactly(new AppendResult("origin", 2, 2, 2, false), new AppendResult("links", 2, 0, 2, false));
    }

    @Test
    @DisplayName("L03 a stream shows an event once: a second link is refused, and so is one to its own event")
    default void aStreamShowsAnEventOnce() {
        List<UUID> ids = stored(2);
        link(ExpectedVersion.ANY, ids.subList(0, 1));

        assertRefused(DuplicateEvent.class, ExpectedVersion.ANY, ids);
        assertRefused(DuplicateEvent.class, ExpectedVersion.ANY, List.of(ids.get(1), ids.get(1)));
        assertThatExceptionOfType(DuplicateEvent.class)
                .isThrownBy(() -> store().append(Append.link("origin", ExpectedVersion.ANY, ids)));
        assertThat(link(ExpectedVersion.exactly(1), ids.subList(1, 2)).version())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("L04 L11 an event that is not stored cannot be linked, nor those that are linked with it")
    default void anEventThatIsNotStoredCannotBeLinked() {
        List<UUID> ids = stored(2);
        UUID unknown = UUID.randomUUID();
        link(ExpectedVersion.ANY, ids.subList(0, 1));

        assertThatExceptionOfType(EventNotFound.class)
                .isThrownBy(() -> link(ExpectedVersion.ANY, List.of(ids.get(1), unknown)))
                .satisfies(e -> assertThat(e.eventId()).isEqualTo(unknown));
        assertThat(link(ExpectedVersion.exactly(1), ids.subList(1, 2)).version())
                .isEqualTo(2);
        assertThatExceptionOfType(EventNotFound.class)
                .isThrownBy(() -> store().append(Append.link("none", ExpectedVersion.ANY, List.of(unknown))));
        assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> store().readForward("none", 1, 1));
    }

    @Test
    @DisplayName("L07 links to a stream at another version are refused")
    default void linksToAStreamAtAnotherVersionAreRefused() {
        List<UUID> ids = stored(2);
        link(ExpectedVersion.ANY, ids.subList(0, 1));

        assertRefused(WrongExpectedVersion.class, ExpectedVersion.NO_STREAM, ids.subList(1, 2));
        assertRefused(WrongExpectedVersion.class, ExpectedVersion.exactly(2), ids.subList(1, 2));
        assertThat(link(ExpectedVersion.STREAM_EXISTS, ids.subList(1, 2)).version())
                .isEqualTo(2);
    }

    private void assertRefused(Class<? extends EventStoreException> refusal, ExpectedVersion expected, List<UUID> ids) {
        assertThatExceptionOfType(refusal).isThrownBy(() -> link(expected, ids));
    }

    @Test
    @DisplayName("L08 the name of all streams cannot be linked to")
    default void theNameOfAllStreamsCannotBeLinkedTo() {
        List<UUID> ids = stored(1);

        assertThatExceptionOfType(ReservedStream.class)
                .isThrownBy(() -> store().append(Append.link("$all", ExpectedVersion.ANY, ids)));
    }

    @Test
    @DisplayName("L09 links vanish with the transaction that is rolled back, and are there when it commits")
    default void linksVanishWithTheTransactionThatIsRolledBack() {
        List<UUID> ids = stored(2);
        transactions().begin();
        link(ExpectedVersion.NO_STREAM, ids);
        transactions().rollback();

        transactions().begin();
        assertThat(link(ExpectedVersion.NO_STREAM, ids)).isEqualTo(new AppendResult("links", 2, -1, 2, false));
        assertThat(store().append("links", ExpectedVersion.exactly(2), events(1))
                        .version())
                .isEqualTo(3);
        transactions().commit();
        assertThat(store().append("links", ExpectedVersion.exactly(3), events(1))
                        .version())
                .isEqualTo(4);
    }

    @Test
    default void aCommandThatLinksIsKnownWhenItIsSentTwice() {
        Append append =
                Append.link("links", ExpectedVersion.NO_STREAM, stored(2)).withCommandId(UUID.randomUUID());

        store().append(append);

        assertThat(store().append(append)).isEqualTo(new AppendResult("links", 2, 0, 2, true));
    }

    @Test
    default void ofManyWhoLinkAnEventToOneStreamOneWins() {
        List<UUID> ids = new ArrayList<>(stored(5));
        for (UUID id : ids) {
            List<Boolean> won = Race.run(8, i -> () -> {
                try {
                    store().append("links-" + i, ExpectedVersion.ANY, events(1));
                    link(ExpectedVersion.ANY, List.of(id));
                    return true;
                } catch (DuplicateEvent e) {
                    return false;
                }
            });
            assertThat(won).containsOnlyOnce(true);
        }
        assertThat(store().append("links", ExpectedVersion.exactly(5), events(1))
                        .version())
                .isEqualTo(6);
    }
}
