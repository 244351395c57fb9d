package org.commandery.runtime.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.commandery.DefinitionException;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Snapshot;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.runtime.Account;
import org.commandery.runtime.aggregate.Till.Filled;
import org.commandery.runtime.aggregate.Till.Look;
import org.commandery.runtime.aggregate.Till.Open;
import org.commandery.runtime.aggregate.Till.Put;
import org.commandery.runtime.aggregate.Till.PutAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Snapshots, of which a till has one every ten events. */
@Timeout(60)
class SnapshotsTest {

    private final InMemoryEventStore real = new InMemoryEventStore(null, true);
    private final WatchedStore watched = new WatchedStore(real);
    private final EventStore store = watched.store();
    private final Bank bank = new Bank(store);

    @AfterEach
    void close() {
        bank.close();
        real.close();
    }

    private static PutAll putAll(int events) {
        return new PutAll(
                "t", LongStream.rangeClosed(1, events).mapToObj(i -> 1L).toList());
    }

    private long snapshotVersion() {
        return real.snapshots().find("t").map(Snapshot::version).orElse(0L);
    }

    private void awaitSnapshotAt(long version) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(snapshotVersion()).isEqualTo(version));
    }

    @Test
    void aSnapshotIsTakenEachTimeThatSoManyEventsCameSinceTheLast() { // G09
        bank.send("t", new Open("t"));
        bank.send("t", putAll(8));
        assertThat(watched.count("snapshots")).isLessThanOrEqualTo(1);
        bank.send("t", new Put("t", 1));
        awaitSnapshotAt(10);

        bank.send("t", putAll(9));
        bank.send("t", new Look("t"));
        bank.send("t", new Put("t", 1));
        awaitSnapshotAt(20);
        bank.send("t", putAll(11));
        awaitSnapshotAt(31);
    }

    @Test
    void elevenEventsOfOneCommandLeadToOneSnapshotAtTheirEnd() { // G09
        bank.send("t", new Open("t"));
        bank.send("t", putAll(10));

        awaitSnapshotAt(11);
    }

    @Test
    void anAggregateWithoutTheAnnotationOrWithEveryZeroHasNone() { // G09
        assertThat(AggregateModel.of(Account.class).snapshots()).isNull();
        assertThat(SnapshotRule.of(Never.class)).isNull();
        assertThatThrownBy(() -> SnapshotRule.of(Backwards.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("Backwards");
    }

    @org.commandery.aggregate.Snapshot(every = 0)
    private record Never() {}

    @org.commandery.aggregate.Snapshot(every = -1)
    private record Backwards() {}

    @Test
    void anAggregateIsRebuiltFromItsSnapshotAndTheEventsAfterIt() { // G06, G10
        bank.send("t", new Open("t"));
        bank.send("t", putAll(9));
        awaitSnapshotAt(10);
        bank.send("t", putAll(3));
        // So that it shows whether the snapshot is used.
        replaceSnapshot(10, 2, "{\"id\":\"t\",\"balance\":1000}");

        try (Bank other = new Bank(store)) {
            assertThat(other.state("t")).isEqualTo(new Till("t", 1003));
            assertThat(other.send("t", new Put("t", 1)).stored().version()).isEqualTo(14);
        }
    }

    @Test
    void aSnapshotOfAnotherVersionIsPassedOver() { // G10
        bank.send("t", new Open("t"));
        bank.send("t", putAll(3));
        replaceSnapshot(4, 1, "{\"id\":\"t\",\"balance\":1000}");

        try (Bank other = new Bank(store)) {
            assertThat(other.state("t")).isEqualTo(new Till("t", 3));
        }
    }

    @Test
    void aSnapshotThatCannotBeReadIsPassedOver() { // G10
        bank.send("t", new Open("t"));
        replaceSnapshot(1, 2, "[]");

        try (Bank other = new Bank(store)) {
            assertThat(other.state("t")).isEqualTo(new Till("t", 0));
        }
    }

    @Test
    void aSnapshotOfAStreamThatCameBeforeIsPassedOver() {
        bank.send("t", new Open("t"));
        bank.send("t", putAll(9));
        awaitSnapshotAt(10);
        Snapshot old = real.snapshots().find("t").orElseThrow();
        real.streams().hardDelete("t", ExpectedVersion.ANY, "for the test");
        try (Bank other = new Bank(store)) {
            other.send("t", new Open("t"));
            real.snapshots().record(old);
            assertThat(other.state("t")).isEqualTo(new Till("t", 0));
        }
        real.append(
                "t",
                ExpectedVersion.ANY,
                LongStream.rangeClosed(1, 12)
                        .mapToObj(i -> Bank.data(new Filled(2, "")))
                        .toList());

        try (Bank other = new Bank(store)) {
            assertThat(other.state("t")).isEqualTo(new Till("t", 24));
        }
    }

    @Test
    void aCommandDoesNotNoticeThatItsSnapshotCannotBeTaken() { // G11
        bank.send("t", new Open("t"));
        watched.snapshotsFail = true;

        assertThat(bank.send("t", putAll(10)).stored().version()).isEqualTo(11);
        assertThat(bank.send("t", new Put("t", 1)).stored().version()).isEqualTo(12);
        await().until(() -> watched.count("snapshots") > 0);
        assertThat(snapshotVersion()).isZero();
    }

    @Test
    void aStateThatDoesNotComeBackFromJsonIsNotKept() {
        Bank forgetful = new Bank(Forgetful.class, store, null, Bank.cache(Ticker.systemTicker()));
        try (forgetful) {
            forgetful.send("f", new Forgetful.Remember("secret"));
            await().pollDelay(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> real.snapshots().find("f").isEmpty());
        }
    }

    private void replaceSnapshot(long version, int revision, String data) {
        RecordedEvent last = real.readForward("t", version, 1).get(0);
        real.snapshots().delete("t");
        real.snapshots()
                .record(new Snapshot(
                        "t",
                        version,
                        Till.class.getName(),
                        revision,
                        data,
                        Map.of(SnapshotReader.LAST_EVENT, last.eventId().toString()),
                        null));
    }

    @Test
    void anAggregateIsSeenAsItWasAfterSoManyEventsAndAtATime() { // G06
        bank.send("t", new Open("t"));
        bank.send("t", new Put("t", 1));
        bank.send("t", new Put("t", 2));
        List<RecordedEvent> events = real.readForward("t", 1, 10);
        AggregateModel model = bank.model();

        assertThat(bank.aggregates.load(model, "t", 0).state()).isNull();
        assertThat(bank.aggregates.load(model, "t", 2).state()).isEqualTo(new Till("t", 1));
        assertThat(bank.aggregates.load(model, "t", 99)).isEqualTo(new Loaded(new Till("t", 3), 3));
        assertThat(bank.aggregates.load(model, "none", 1)).isEqualTo(new Loaded(null, 0));
        assertThat(bank.aggregates.load(model, "t", events.get(2).createdAt()).state())
                .isEqualTo(new Till("t", 3));
        assertThat(bank.aggregates
                        .load(model, "t", events.get(0).createdAt().minusNanos(1_000))
                        .state())
                .isNull();
    }
}
