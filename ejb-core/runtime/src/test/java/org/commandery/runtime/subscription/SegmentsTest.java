package org.commandery.runtime.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.runtime.subscription.SubscriptionFixtures.QUICK;
import static org.commandery.runtime.subscription.SubscriptionFixtures.divided;
import static org.commandery.runtime.subscription.SubscriptionFixtures.positions;
import static org.commandery.runtime.subscription.SubscriptionFixtures.strong;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.subscription.SubscriptionStatus.SegmentStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscriptions in several segments, and on several nodes (C10, C11, H19, K05 to K11). */
@Timeout(60)
class SegmentsTest {

    private final ObservedStore store = new ObservedStore();
    private final List<Subscriptions> nodes = new ArrayList<>();
    private final Map<String, List<Long>> byStream = Collections.synchronizedMap(new HashMap<>());
    private final List<Long> handled = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        nodes.forEach(Subscriptions::close);
        store.close();
    }

    @Test
    void segmentsWorkSideBySideAndKeepTheOrderOfEachStream() throws Exception {
        CountDownLatch side = new CountDownLatch(2);
        Subscriptions node = node(store);
        node.subscribe(
                divided("h", 4),
                () -> new TransactedHandler(event -> {
                    note(event);
                    side.countDown();
                    // Two segments at least have to be here at the same time.
                    side.await();
                }));

        appendTo(20, 50);

        await().until(() -> handled.size() == 1_000);
        assertThat(handled.stream().sorted()).containsExactlyElementsOf(positions(1, 1_000));
        assertThat(byStream.values())
                .allSatisfy(positions -> assertThat(positions).isSorted());
    }

    @Test
    void anotherNumberOfSegmentsLosesAndRepeatsNothing() {
        int total = 0;
        for (int segments : List.of(1, 4, 3, 3, 1, 8, 2)) {
            int half = 60;
            appendTo(10, half / 10);
            total += half;
            int atLeast = total;
            try (Subscriptions node = new Subscriptions("shop", store, QUICK)) {
                node.subscribe(divided("h", segments), () -> new TransactedHandler(this::note));
                await().until(() -> handled.size() >= atLeast - half / 2);
                // Closed somewhere on its way: each segment has come to another position.
            }
        }
        Subscriptions last = node(store);
        last.subscribe(divided("h", 5), () -> new TransactedHandler(this::note));

        int all = total;
        await().until(() -> last.list().get(0).checkpoint() == all);
        assertThat(handled.stream().sorted()).containsExactlyElementsOf(positions(1, all));
        assertThat(byStream.values())
                .allSatisfy(positions -> assertThat(positions).isSorted());
    }

    @Test
    void afterAMoveBackAllIsHandledAgainWhateverAFormerDivisionHadHandled() {
        appendTo(10, 6);
        store.checkpoints().divide("h", 2, 0);
        store.checkpoints().advance("h#0/2", 0, 60);
        Subscriptions node = node(store);
        node.subscribe(divided("h", 3), () -> new TransactedHandler(this::note));
        await().until(() -> node.list().get(0).checkpoint() == 60);
        handled.clear();

        store.checkpoints().move("h", 0);

        await().until(() -> handled.size() == 60);
        assertThat(handled.stream().sorted()).containsExactlyElementsOf(positions(1, 60));
    }

    @Test
    void twoNodesShareTheSegmentsEvenlyAndTheOneThatStaysHasThemAll() {
        Subscriptions first = node(store);
        first.subscribe(divided("h", 5), () -> new TransactedHandler(this::note));
        await().until(() -> owned(first) == 5);

        Subscriptions second = node(store.fromAnotherNode());
        second.subscribe(divided("h", 5), () -> new TransactedHandler(this::note));

        await().until(() -> owned(first) + owned(second) == 5 && Math.abs(owned(first) - owned(second)) == 1);
        appendTo(20, 10);
        await().until(() -> handled.size() == 200);

        first.close();

        await().atMost(Duration.ofSeconds(1)).until(() -> owned(second) == 5);
        appendTo(20, 10);
        await().until(() -> handled.size() == 400);
        assertThat(handled.stream().sorted()).containsExactlyElementsOf(positions(1, 400));
        assertThat(byStream.values())
                .allSatisfy(positions -> assertThat(positions).isSorted());
    }

    @Test
    void aHandlerWhoseDeliveryIsStoppedIsElsewhereWhileAnotherNodeDeliversAndPausedWhenNoneDoes() {
        Subscriptions first = node(store);
        Subscription onFirst = first.subscribe(divided("h", 2), () -> new TransactedHandler(this::note));
        Subscriptions second = node(store.fromAnotherNode());
        Subscription onSecond = second.subscribe(divided("h", 2), () -> new TransactedHandler(this::note));
        await().until(() -> owned(first) == 1 && owned(second) == 1);

        onFirst.close();

        await().until(() -> owned(second) == 2 && state(first) == State.ELSEWHERE);
        assertThat(state(second)).isEqualTo(State.LIVE);
        assertThat(paused("h#0/2")).isNull();

        onSecond.close();

        await().until(() -> state(first) == State.PAUSED && state(second) == State.PAUSED);
        await().untilAsserted(() -> assertThat(List.of(first, second))
                .allSatisfy(node -> assertThat(node.list().get(0).failure()).contains("delivery is stopped on")));
        assertThat(paused("h#0/2")).contains("delivery is stopped on");
        appendTo(2, 5);
        assertThat(first.list().get(0).lag()).isEqualTo(10);
        assertThat(first.waitingSince("h")).isPresent();

        second.subscribe(divided("h", 2), () -> new TransactedHandler(this::note));

        await().until(() -> handled.size() == 10 && state(first) == State.ELSEWHERE);
        assertThat(paused("h#0/2")).isNull();
    }

    private static State state(Subscriptions node) {
        return node.list().get(0).state();
    }

    private @Nullable String paused(String segment) {
        return store.checkpoints().find(segment).orElseThrow().paused();
    }

    @Test
    void aNodeThatIsNotHeardOfLosesItsSegmentsAndCannotDoHarmWhenItWakes() throws Exception {
        ObservedStore cut = store.fromAnotherNode();
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch wakeUp = new CountDownLatch(1);
        TransactedHandler asleep = new TransactedHandler(event -> {
            inHand.countDown();
            wakeUp.await();
        });
        Subscriptions first = node(cut);
        first.subscribe(strong("h"), asleep);
        store.append("a", "x", 1);
        inHand.await();
        cut.reachable = false;

        TransactedHandler awake = new TransactedHandler();
        Subscriptions second = node(store);
        second.subscribe(strong("h"), awake);
        await().until(() -> awake.committed.size() == 1);
        cut.reachable = true;
        wakeUp.countDown();
        store.append("a", "x", 9);

        await().until(() -> awake.committed.size() + asleep.committed.size() == 10);
        await().until(() -> second.list().get(0).checkpoint() == 10);
        assertThat(Stream.concat(awake.committed.stream(), asleep.committed.stream())
                        .sorted())
                .containsExactlyElementsOf(positions(1, 10));
    }

    @Test
    void whoWaitsForAHandlerWaitsForItOnWhicheverNodeItIs() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Subscriptions there = node(store.fromAnotherNode());
        there.subscribe(strong("h"), new TransactedHandler(event -> goOn.await()));
        await().until(() -> owned(there) == 1);
        Subscriptions here = node(store);
        here.subscribe(strong("h"), new TransactedHandler());
        await().until(() -> here.list().get(0).state() == State.ELSEWHERE || owned(here) == 1);
        long position = store.append("a", "x", 1).position();
        if (owned(here) == 0) {
            assertThat(here.awaitStrong(position, Duration.ofMillis(100))).isFalse();
        }
        goOn.countDown();

        assertThat(here.awaitStrong(position, Duration.ofSeconds(10))).isTrue();
        assertThat(there.awaitStrong(position, Duration.ofSeconds(10))).isTrue();
    }

    private Subscriptions node(ObservedStore itsStore) {
        Subscriptions node = new Subscriptions("shop", itsStore, QUICK);
        nodes.add(node);
        return node;
    }

    private void appendTo(int streams, int events) {
        for (int i = 0; i < events; i++) {
            for (int stream = 0; stream < streams; stream++) {
                store.append("s-" + stream, "x", 1);
            }
        }
    }

    private void note(RecordedEvent event) {
        handled.add(event.position());
        byStream.computeIfAbsent(event.stream(), stream -> Collections.synchronizedList(new ArrayList<>()))
                .add(event.position());
    }

    private static long owned(Subscriptions node) {
        return node.list().stream()
                .flatMap(status -> status.segments().stream())
                .map(SegmentStatus::state)
                .filter(state -> state == State.LIVE || state == State.CATCHING_UP)
                .count();
    }
}
