package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.commandery.eventstore.conformance.Events.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.StreamInfo;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.Streams.Page;
import org.commandery.eventstore.Streams.PageRequest;
import org.commandery.eventstore.Streams.SortBy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is known of streams. */
public interface StreamBehaviours extends StoreFixture {

    private List<String> names(Page page) {
        return page.streams().stream().map(StreamInfo::stream).toList();
    }

    private List<String> sorted(SortBy sortBy, boolean ascending) {
        return names(store().streams().list(new PageRequest(1, 50, "", sortBy, ascending)));
    }

    private void append(String stream, int count) {
        store().append(stream, ExpectedVersion.ANY, events(count));
    }

    @Test
    @DisplayName("R11 a stream is known by its version and when it began; others are not found")
    default void aStreamIsKnownByItsVersionAndWhenItBegan() {
        append("s", 2);
        append("s", 3);

        StreamInfo info = store().streams().info("s");
        assertThat(info).isEqualTo(new StreamInfo("s", 5, info.createdAt(), null));
        assertThat(info.createdAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(info.deleted()).isFalse();
        assertNotFound("none");
        assertNotFound("nul\0");
    }

    @Test
    @DisplayName("R11 a soft-deleted stream is known as deleted, a removed one is not found")
    default void aDeletedStreamIsKnownAsDeletedAndARemovedOneIsNotFound() {
        append("soft", 2);
        append("hard", 1);
        store().streams().softDelete("soft", ExpectedVersion.ANY);
        store().streams().hardDelete("hard", ExpectedVersion.ANY, "test");

        StreamInfo soft = store().streams().info("soft");
        assertThat(soft.version()).isEqualTo(2);
        assertThat(soft.deleted()).isTrue();
        assertThat(soft.deletedAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertNotFound("hard");
    }

    private void assertNotFound(String stream) {
        assertThatExceptionOfType(StreamNotFound.class)
                .isThrownBy(() -> store().streams().info(stream));
    }

    @Test
    @DisplayName("R12 the version of all streams together is the position of the last event")
    default void theVersionOfAllStreamsTogetherIsThePositionOfTheLastEvent() {
        assertThat(store().streams().info(EventStore.ALL)).isEqualTo(new StreamInfo(EventStore.ALL, 0, null, null));

        append("a", 2);
        append("b", 3);

        StreamInfo all = store().streams().info(EventStore.ALL);
        assertThat(all.version()).isEqualTo(5);
        assertThat(all.createdAt())
                .isEqualTo(store().readAllForward(0, 1).get(0).createdAt());
    }

    @Test
    @DisplayName("R13 a page of streams has the order of all events among them, and tells how many there are")
    default void aPageOfStreamsTellsHowManyThereAre() {
        assertThat(store().streams().list(PageRequest.FIRST))
                .isEqualTo(new Page(List.of(new StreamInfo(EventStore.ALL, 0, null, null)), 1, 1));

        for (int i = 10; i < 70; i++) {
            append("s-" + i, 1);
        }

        Page first = store().streams().list(PageRequest.FIRST);
        assertThat(first.streams()).hasSize(50);
        assertThat(first.total()).isEqualTo(61);
        assertThat(first.pages()).isEqualTo(2);
        assertThat(names(first)).startsWith(EventStore.ALL, "s-10", "s-11").endsWith("s-58");
        Page second = store().streams().list(new PageRequest(2, 50, "", SortBy.STREAM, true));
        assertThat(names(second)).hasSize(11).startsWith("s-59").endsWith("s-69");
        assertThat(store().streams().list(new PageRequest(3, 50, "", SortBy.STREAM, true)))
                .isEqualTo(new Page(List.of(), 61, 2));
    }

    @Test
    @DisplayName("R13 a page that cannot be is a mistake of the caller")
    default void aPageThatCannotBeIsAMistakeOfTheCaller() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PageRequest(0, 50, "", SortBy.STREAM, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new PageRequest(1, 0, "", SortBy.STREAM, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new PageRequest(1, 1_001, "", SortBy.STREAM, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new PageRequest(1, 50, "\0", SortBy.STREAM, true));
    }

    @Test
    @DisplayName("R15 a search finds the streams whose name contains it")
    default void aSearchFindsTheStreamsWhoseNameContainsIt() {
        append("order-1", 1);
        append("my-order-2", 1);
        append("Order-3", 1);
        append("50%", 1);

        assertThat(names(search("order"))).containsExactly("my-order-2", "order-1");
        assertThat(search("order").total()).isEqualTo(2);
        assertThat(names(search("%"))).containsExactly("50%");
        assertThat(names(search("all"))).containsExactly(EventStore.ALL);
        assertThat(search("none")).isEqualTo(new Page(List.of(), 0, 1));
    }

    private Page search(String text) {
        return store().streams().list(new PageRequest(1, 50, text, SortBy.STREAM, true));
    }

    @Test
    @DisplayName("R16 streams are sorted by name, version, creation and deletion, either way")
    default void streamsAreSortedEitherWay() {
        append("b", 1);
        append("a", 3);
        append("C", 2);
        store().streams().softDelete("C", ExpectedVersion.ANY);
        store().streams().softDelete("a", ExpectedVersion.ANY);

        assertThat(sorted(SortBy.STREAM, true)).containsExactly(EventStore.ALL, "C", "a", "b");
        assertThat(sorted(SortBy.STREAM, false)).containsExactly("b", "a", "C", EventStore.ALL);
        assertThat(sorted(SortBy.VERSION, true)).containsExactly("b", "C", "a", EventStore.ALL);
        assertThat(sorted(SortBy.VERSION, false)).containsExactly(EventStore.ALL, "a", "C", "b");
        assertThat(withoutAll(sorted(SortBy.CREATED_AT, true))).containsExactly("b", "a", "C");
        assertThat(withoutAll(sorted(SortBy.CREATED_AT, false))).containsExactly("C", "a", "b");
        assertThat(sorted(SortBy.DELETED_AT, true)).containsExactly("C", "a", EventStore.ALL, "b");
        assertThat(sorted(SortBy.DELETED_AT, false)).containsExactly("a", "C", EventStore.ALL, "b");
    }

    private static List<String> withoutAll(List<String> names) {
        List<String> streams = new ArrayList<>(names);
        streams.removeAll(Collections.singleton(EventStore.ALL));
        return streams;
    }

    @Test
    @DisplayName("R16 streams that are equal are sorted by name")
    default void streamsThatAreEqualAreSortedByName() {
        append("c", 1);
        append("a", 1);
        append("b", 1);

        assertThat(sorted(SortBy.VERSION, true)).containsExactly("a", "b", "c", EventStore.ALL);
        assertThat(sorted(SortBy.VERSION, false)).containsExactly(EventStore.ALL, "a", "b", "c");
    }

    @Test
    @DisplayName("R17 soft-deleted streams are listed, removed ones are not")
    default void softDeletedStreamsAreListedAndRemovedOnesAreNot() {
        append("a", 1);
        append("soft", 1);
        append("hard", 1);
        store().streams().softDelete("soft", ExpectedVersion.ANY);
        store().streams().hardDelete("hard", ExpectedVersion.ANY, "test");

        List<StreamInfo> listed = store().streams().list(PageRequest.FIRST).streams();
        assertThat(listed).extracting(StreamInfo::stream).containsExactly(EventStore.ALL, "a", "soft");
        assertThat(listed).extracting(StreamInfo::deleted).containsExactly(false, false, true);
    }
}
