package org.commandery.runtime.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.commandery.application.CommandRejected;
import org.commandery.application.TooManyAttempts;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.UnacceptableEvent;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.runtime.aggregate.Till.Break;
import org.commandery.runtime.aggregate.Till.Emptied;
import org.commandery.runtime.aggregate.Till.Exchange;
import org.commandery.runtime.aggregate.Till.Filled;
import org.commandery.runtime.aggregate.Till.Look;
import org.commandery.runtime.aggregate.Till.Open;
import org.commandery.runtime.aggregate.Till.Opened;
import org.commandery.runtime.aggregate.Till.Put;
import org.commandery.runtime.aggregate.Till.Take;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How aggregates decide, are kept, and share their appends, over any store. */
@Timeout(60)
abstract class AggregatesBehaviours {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    EventStore real;
    WatchedStore watched;
    Bank bank;

    /** An empty store that allows hard deletes. */
    abstract EventStore newStore();

    @BeforeEach
    void open() {
        real = newStore();
        watched = new WatchedStore(real);
        bank = new Bank(watched.store());
    }

    @AfterEach
    void close() throws Exception {
        Till.decisions = null;
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        bank.close();
        real.close();
    }

    private void elsewhere(Object... events) {
        real.append(
                "t",
                ExpectedVersion.ANY,
                List.of(events).stream().map(Bank::data).toList());
    }

    // The cache.

    @Test
    void aCommandToAnAggregateInMemoryReadsNothing() {
        bank.send("t", new Open("t"));
        bank.send("t", new Put("t", 5));
        watched.calls.clear();

        Executed executed = bank.send("t", new Put("t", 7));

        assertThat(watched.calls).containsExactly("append");
        assertThat(executed.state()).isEqualTo(new Till("t", 12));
        assertThat(executed.stored().version()).isEqualTo(3);
        assertThat(executed.stored().position()).isEqualTo(3);
    }

    @Test
    void aCommandThatOnlyBeginsAnAggregateReadsNothingEither() {
        Executed executed = bank.send("t", new Open("t"));

        assertThat(watched.calls).containsExactly("append");
        assertThat(executed.stored().version()).isEqualTo(1);
        assertThat(bank.send("t", new Put("t", 5)).state()).isEqualTo(new Till("t", 5));
    }

    @Test
    void aCommandThatOnlyBeginsAnAggregateIsRefusedByOneThatOthersHaveBegun() {
        elsewhere(new Opened("t"), new Filled(100, ""));
        // The append that finds it out is no attempt of the command.
        bank.attempts = 1;

        assertThatThrownBy(() -> bank.send("t", new Open("t")))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("already exists");

        assertThat(real.readForward("t", 1, 10)).hasSize(2);
        assertThat(bank.send("t", new Put("t", 5)).state()).isEqualTo(new Till("t", 105));
    }

    @Test
    void aCommandThatOnlyBeginsAnAggregateBeginsOneThatWasRemoved() {
        elsewhere(new Opened("t"), new Filled(100, ""));
        real.streams().hardDelete("t", ExpectedVersion.ANY, "test");

        assertThat(bank.send("t", new Open("t")).state()).isEqualTo(new Till("t", 0));
    }

    @Test
    void aCommandThatOnlyBeginsAnAggregateWhoseStreamWasDeletedIsToldSo() {
        elsewhere(new Opened("t"));
        real.streams().softDelete("t", ExpectedVersion.ANY);

        assertThatThrownBy(() -> bank.send("t", new Open("t"))).isInstanceOf(StreamDeleted.class);
    }

    @Test
    void whoWaitsBehindABeginningThatIsRefusedIsDecidedOnWhatIsStored() throws Exception {
        bank.attempts = 1;
        CountDownLatch decided = new CountDownLatch(1);
        List<Future<Executed>> behind = new CopyOnWriteArrayList<>();
        Till.decisions = command -> decided.countDown();
        watched.beforeAppend = appends -> {
            watched.beforeAppend = null;
            behind.add(threads.submit(() -> bank.send("t", new Put("t", 5))));
            await(decided);
            elsewhere(new Opened("t"), new Filled(100, ""));
        };

        assertThatThrownBy(() -> bank.send("t", new Open("t"))).hasMessageContaining("already exists");

        assertThat(behind.get(0).get().state()).isEqualTo(new Till("t", 105));
        assertThat(real.readForward("t", 1, 10)).hasSize(3);
    }

    @Test
    void whatAnotherNodeStoredIsReadWhenTheAppendIsRefusedAndTheCommandDecidedAgain() { // X17
        bank.send("t", new Open("t"));
        elsewhere(new Filled(100, ""));

        assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 101));
    }

    @Test
    void aRefusalRestsOnWhatIsStoredNowAndNotOnWhatIsInMemory() {
        bank.send("t", new Open("t"));
        elsewhere(new Filled(100, ""));

        assertThat(bank.send("t", new Take("t", 60)).state()).isEqualTo(new Till("t", 40));
        assertThatThrownBy(() -> bank.send("t", new Take("t", 60))).hasMessageContaining("only 40");
    }

    @Test
    void aCommandWithoutEventsIsAnsweredByWhatIsStoredNow() { // G01
        bank.send("t", new Open("t"));
        elsewhere(new Filled(100, ""));

        Executed looked = bank.send("t", new Look("t"));

        assertThat(looked.state()).isEqualTo(new Till("t", 100));
        assertThat(looked.stored().version()).isEqualTo(2);
        assertThat(looked.stored().position()).isEqualTo(2);
        assertThat(looked.stored().events()).isZero();
    }

    @Test
    void anExpectedVersionIsComparedWithWhatIsStoredNow() {
        bank.send("t", new Open("t"));
        elsewhere(new Filled(100, ""));

        assertThat(bank.send("t", new Put("t", 1), null, 2L).stored().version()).isEqualTo(3);
        assertThatThrownBy(() -> bank.send("t", new Put("t", 1), null, 2L))
                .isInstanceOfSatisfying(
                        WrongExpectedVersion.class, e -> assertThat(e.actual()).isEqualTo(3));
    }

    @Test
    void anAggregateWhoseStreamWasDeletedTakesNoCommandAndGivesNoRefusalOfItsOwn() {
        bank.send("t", new Open("t"));
        real.streams().softDelete("t", ExpectedVersion.ANY);

        assertThatThrownBy(() -> bank.send("t", new Take("t", 60))).isInstanceOf(StreamDeleted.class);
        assertThatThrownBy(() -> bank.send("t", new Put("t", 60))).isInstanceOf(StreamDeleted.class);
    }

    @Test
    void anAggregateWhoseStreamWasRemovedDoesNotExist() {
        bank.send("t", new Open("t"));
        real.streams().hardDelete("t", ExpectedVersion.ANY, "for the test");

        assertThatThrownBy(() -> bank.send("t", new Take("t", 60))).hasMessageContaining("does not exist");
        assertThat(bank.send("t", new Open("t")).stored().version()).isEqualTo(1);
    }

    @Test
    void anAggregateThatWasRemovedAndBegunAgainIsTheNewOne() {
        bank.send("t", new Open("t"));
        bank.send("t", new Put("t", 70));
        real.streams().hardDelete("t", ExpectedVersion.ANY, "for the test");
        elsewhere(new Opened("t"));

        assertThatThrownBy(() -> bank.send("t", new Take("t", 60))).hasMessageContaining("only 0");
        real.streams().hardDelete("t", ExpectedVersion.ANY, "for the test");
        elsewhere(new Opened("t"), new Filled(2, ""), new Filled(2, ""));
        assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 5));
    }

    @Test
    void anAggregateThatWasBegunAgainIsTheNewOneThoughItHasAsManyEvents() {
        bank.send("t", new Open("t"));
        bank.send("t", new Put("t", 70));
        real.streams().hardDelete("t", ExpectedVersion.ANY, "for the test");
        elsewhere(new Opened("t"), new Filled(1, ""));

        assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 2));
        assertThatThrownBy(() -> bank.send("t", new Take("t", 60))).hasMessageContaining("only 2");
    }

    @Test
    void afterAStoreWasRestoredToAnEarlierTimeAggregatesAreAsTheyWereThen() {
        bank.send("t", new Open("t"));
        bank.send("t", new Put("t", 70));
        try (EventStore restored = newStore()) {
            restored.append("t", ExpectedVersion.ANY, List.of(Bank.data(new Opened("t"))));
            watched.replaceBy(restored);

            assertThatThrownBy(() -> bank.send("t", new Take("t", 60))).hasMessageContaining("only 0");
            assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 1));
        }
    }

    @Test
    void oneLookAtTheStoreDoesForAllRefusalsThatWaitForIt() throws Exception {
        bank.send("t", new Open("t"));
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch looking = new CountDownLatch(1);
        watched.beforeRead = () -> {
            looking.countDown();
            await(release);
        };
        Future<Executed> first = threads.submit(() -> bank.send("t", new Look("t")));
        looking.await();
        watched.beforeRead = null;
        Future<Executed> second = threads.submit(() -> bank.send("t", new Look("t")));
        elsewhere(new Filled(100, ""));
        release.countDown();

        assertThat(first.get().stored().version()).isEqualTo(2);
        assertThat(second.get().stored().version()).isEqualTo(2);
        assertThat(bank.send("t", new Take("t", 100)).state()).isEqualTo(new Till("t", 0));
        elsewhere(new Filled(7, ""));
        assertThat(bank.send("t", new Take("t", 7)).state()).isEqualTo(new Till("t", 0));
    }

    @Test
    void whatIsForgottenIsReadAgain() {
        bank.send("t", new Open("t"));
        bank.aggregates.forget();

        assertThat(bank.aggregates.cached()).isZero();
        assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 1));
    }

    @Test
    void anErrorStoresNothingAndTheNextCommandWorks() { // G02
        bank.send("t", new Open("t"));

        assertThatThrownBy(() -> bank.send("t", new Break("t"))).isInstanceOf(IllegalStateException.class);
        assertThat(bank.aggregates.cached()).isZero();
        assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 1));
    }

    // Commands that wait for each other.

    /** Has the first append wait, and what is sent meanwhile be decided one after the other. */
    private final class Held implements AutoCloseable {

        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch reached = new CountDownLatch(1);
        private final Semaphore decided = new Semaphore(0);
        private final AtomicBoolean first = new AtomicBoolean(true);

        Held() {
            watched.beforeAppend = appends -> {
                if (first.compareAndSet(true, false)) {
                    reached.countDown();
                    await(release);
                }
            };
            Till.decisions = command -> decided.release();
        }

        Future<Executed> send(Object command) throws InterruptedException {
            return send(command, null, null);
        }

        Future<Executed> send(Object command, UUID commandId, Long expected) throws InterruptedException {
            Future<Executed> answer = threads.submit(() -> bank.send("t", command, commandId, expected));
            decided.acquire();
            reached.await();
            return answer;
        }

        void release() {
            Till.decisions = null;
            release.countDown();
        }

        @Override
        public void close() {
            release();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void commandsThatComeWhileOthersAreBeingStoredAreDecidedInTheirOrderAndStoredTogether() throws Exception {
        bank.send("t", new Open("t"));
        List<Future<Executed>> answers = new ArrayList<>();
        watched.calls.clear();
        try (Held held = new Held()) {
            for (int i = 1; i <= 10; i++) {
                answers.add(held.send(new Put("t", i)));
            }
        }

        for (int i = 1; i <= 10; i++) {
            Executed executed = answers.get(i - 1).get();
            assertThat(executed.stored().version()).isEqualTo(i + 1);
            assertThat(executed.stored().position()).isEqualTo(i + 1);
            assertThat(executed.state()).isEqualTo(new Till("t", i * (i + 1) / 2));
        }
        assertThat(watched.appends()).isEqualTo(2);
        assertThat(watched.reads()).isZero();
        assertThat(real.readForward("t", 2, 100))
                .extracting(
                        event -> Bank.CODEC.decode(event.data(), Filled.class).amount())
                .isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
    }

    @Test
    void commandsWithIdsAreStoredTogetherTooAndEachIsFoundByItsOwn() throws Exception {
        bank.send("t", new Open("t"));
        List<UUID> ids = IntStream.range(0, 6).mapToObj(i -> UUID.randomUUID()).toList();
        List<Future<Executed>> answers = new ArrayList<>();
        watched.calls.clear();
        try (Held held = new Held()) {
            for (int i = 0; i < 6; i++) {
                answers.add(held.send(i == 3 ? new Look("t") : new Put("t", i), i == 4 ? null : ids.get(i), null));
            }
        }

        for (int i = 0; i < 6; i++) {
            Executed executed = answers.get(i).get();
            assertThat(real.findCommand(ids.get(i)).map(found -> found.version()))
                    .isEqualTo(
                            i == 4
                                    ? Optional.empty()
                                    : Optional.of(executed.stored().version()));
        }
        assertThat(watched.appends()).isEqualTo(2);
        assertThat(real.readForward("t", 1, 100)).hasSize(6);
    }

    @Test
    void oneOfThoseWhoWaitThatIsRefusedHarmsNoneOfTheOthers() throws Exception { // G02
        bank.send("t", new Open("t"));
        Future<Executed> put;
        Future<Executed> tooMuch;
        Future<Executed> looked;
        Future<Executed> take;
        Future<Executed> wrongVersion;
        try (Held held = new Held()) {
            put = held.send(new Put("t", 10));
            tooMuch = held.send(new Take("t", 11));
            looked = held.send(new Look("t"));
            take = held.send(new Take("t", 10));
            wrongVersion = threads.submit(() -> bank.send("t", new Put("t", 1), null, 2L));
            assertThat(List.of(put, tooMuch, looked, take)).noneMatch(Future::isDone);
        }

        assertThat(put.get().stored().version()).isEqualTo(2);
        assertThatThrownBy(tooMuch::get)
                .hasCauseInstanceOf(CommandRejected.class)
                .hasMessageContaining("only 10");
        assertThat(looked.get().stored().version()).isEqualTo(2);
        assertThat(looked.get().stored().position()).isEqualTo(2);
        assertThat(take.get().state()).isEqualTo(new Till("t", 0));
        assertThatThrownBy(wrongVersion::get).hasCauseInstanceOf(WrongExpectedVersion.class);
    }

    @Test
    void aRefusalThatRestsOnEventsWhichCouldNotBeStoredIsDecidedAgain() throws Exception {
        bank.send("t", new Open("t"));
        bank.send("t", new Put("t", 10));
        Future<Executed> first;
        Future<Executed> second;
        try (Held held = new Held()) {
            first = held.send(new Take("t", 10));
            second = held.send(new Take("t", 10));
            elsewhere(new Filled(10, ""));
        }

        first.get();
        second.get();
        assertThat(bank.state("t")).isEqualTo(new Till("t", 0));
    }

    @Test
    void whenAnotherNodeWasFasterAllWhoWaitAreDecidedAgain() throws Exception { // X17
        bank.send("t", new Open("t"));
        List<Future<Executed>> answers = new ArrayList<>();
        try (Held held = new Held()) {
            for (int i = 0; i < 5; i++) {
                answers.add(held.send(new Put("t", 1)));
            }
            elsewhere(new Filled(100, ""));
        }

        List<Long> versions = new ArrayList<>();
        for (Future<Executed> answer : answers) {
            versions.add(answer.get().stored().version());
        }
        assertThat(versions).containsExactlyInAnyOrder(3L, 4L, 5L, 6L, 7L);
        assertThat(bank.state("t")).isEqualTo(new Till("t", 105));
    }

    @Test
    void eventsThatCannotBeStoredFailTheirOwnCommandAndNoOther() throws Exception {
        bank.send("t", new Open("t"));
        Future<Executed> first;
        Future<Executed> poison;
        Future<Executed> last;
        try (Held held = new Held()) {
            first = held.send(new Put("t", 1));
            poison = held.send(new Put("t", 1, "poison"));
            last = held.send(new Put("t", 1));
            watched.beforeAppend = appends -> {
                if (appends.stream()
                        .flatMap(append -> append.events().stream())
                        .anyMatch(event -> event.data().contains("poison"))) {
                    throw new UnacceptableEvent("t", "poison", new IllegalArgumentException());
                }
            };
        }

        assertThat(first.get().stored().version()).isEqualTo(2);
        assertThatThrownBy(poison::get).hasCauseInstanceOf(UnacceptableEvent.class);
        assertThat(last.get().stored().version()).isEqualTo(3);
        assertThat(bank.state("t")).isEqualTo(new Till("t", 2));
    }

    @Test
    void whenTheStoreIsAwayThoseWhoseEventsItWasGivenAreToldAndTheOthersAreDecidedAgain() throws Exception {
        bank.send("t", new Open("t"));
        Future<Executed> first;
        List<Future<Executed>> others = new ArrayList<>();
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean broken = new AtomicBoolean(true);
        CountDownLatch reached = new CountDownLatch(1);
        Semaphore decided = new Semaphore(0);
        Till.decisions = command -> decided.release();
        watched.beforeAppend = appends -> {
            if (broken.compareAndSet(true, false)) {
                reached.countDown();
                await(release);
                throw new EventStoreUnavailable("the connection broke", null);
            }
        };
        first = threads.submit(() -> bank.send("t", new Put("t", 1)));
        reached.await();
        decided.acquire();
        for (int i = 0; i < 3; i++) {
            others.add(threads.submit(() -> bank.send("t", new Put("t", 1))));
            decided.acquire();
        }
        release.countDown();

        assertThatThrownBy(first::get).hasCauseInstanceOf(EventStoreUnavailable.class);
        for (Future<Executed> other : others) {
            other.get();
        }
        assertThat(bank.state("t")).isEqualTo(new Till("t", 3));
    }

    @Test
    void whenTheAnswerOfTheStoreIsLostWhatWasStoredCountsForThoseWhoFollow() {
        bank.send("t", new Open("t"));
        UUID id = UUID.randomUUID();
        watched.afterAppend = () -> {
            throw new EventStoreUnavailable("the answer was lost", null);
        };
        assertThatThrownBy(() -> bank.send("t", new Put("t", 1), id, null)).isInstanceOf(EventStoreUnavailable.class);
        watched.afterAppend = null;

        assertThat(bank.send("t", new Put("t", 1), id, null).stored().repeated())
                .isTrue();
        assertThat(bank.send("t", new Put("t", 5)).state()).isEqualTo(new Till("t", 6));
    }

    @Test
    void aCommandThatIsSentTwiceAtOnceIsExecutedOnce() throws Exception { // X20
        bank.send("t", new Open("t"));
        UUID id = UUID.randomUUID();
        Future<Executed> first;
        Future<Executed> second;
        Future<Executed> other;
        try (Held held = new Held()) {
            first = held.send(new Put("t", 1), id, null);
            second = threads.submit(() -> bank.send("t", new Put("t", 1), id, null));
            other = held.send(new Put("t", 10));
        }

        other.get();
        assertThat(List.of(
                        first.get().stored().repeated(), second.get().stored().repeated()))
                .containsExactly(false, true);
        assertThat(second.get().stored().version()).isEqualTo(2);
        assertThat(bank.send("t", new Put("t", 5)).state()).isEqualTo(new Till("t", 16));
    }

    @Test
    void aCommandThatAnotherNodeHasStoredHarmsNoneOfThoseItIsStoredWith() throws Exception {
        bank.send("t", new Open("t"));
        UUID known = UUID.randomUUID();
        new Bank(real).send("t", new Look("t"), known, null);
        Future<Executed> start;
        Future<Executed> first;
        Future<Executed> repeated;
        Future<Executed> last;
        try (Held held = new Held()) {
            start = held.send(new Put("t", 1));
            first = held.send(new Put("t", 2), UUID.randomUUID(), null);
            repeated = held.send(new Put("t", 4), known, null);
            last = held.send(new Put("t", 8));
        }

        start.get();
        assertThat(first.get().stored().repeated()).isFalse();
        assertThat(repeated.get().stored().repeated()).isTrue();
        assertThat(repeated.get().stored().version()).isEqualTo(1);
        assertThat(last.get().stored().repeated()).isFalse();
        assertThat(bank.state("t")).isEqualTo(new Till("t", 11));
    }

    @Test
    void aCommandThatAnAggregateSendsWhileItDecidesWaitsForNobody() throws Exception {
        bank.send("t", new Open("t"));
        bank.send("u", new Open("u"));
        CyclicBarrier both = new CyclicBarrier(2);
        Till.decisions = command -> {
            if (command instanceof Put put && put.note().equals("cross")) {
                try {
                    both.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                Till.decisions = null;
                bank.send(put.id().equals("t") ? "u" : "t", new Look(put.id()));
            }
        };

        Future<Executed> one = threads.submit(() -> bank.send("t", new Put("t", 1, "cross")));
        Future<Executed> other = threads.submit(() -> bank.send("u", new Put("u", 1, "cross")));

        assertThat(one.get().state()).isEqualTo(new Till("t", 1));
        assertThat(other.get().state()).isEqualTo(new Till("u", 1));
    }

    // Several steps.

    @Test
    void stepsSeeTheEventsOfThoseBeforeAndAreStoredTogether() { // Multi
        bank.send("t", new Open("t"));
        watched.calls.clear();

        Executed executed = bank.send("t", new Exchange("t", List.of(10L, 20L), 25));

        assertThat(executed.events()).containsExactly(new Filled(10, ""), new Filled(20, ""), new Emptied(25));
        assertThat(executed.state()).isEqualTo(new Till("t", 5));
        assertThat(watched.calls).containsExactly("append");
    }

    @Test
    void aStepThatFailsAbortsAll() { // Multi
        bank.send("t", new Open("t"));

        assertThatThrownBy(() -> bank.send("t", new Exchange("t", List.of(10L, 20L), 31)))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("only 30");
        assertThat(real.readForward("t", 1, 10)).hasSize(1);
    }

    // Races.

    private record Done(String till, UUID id, Executed executed) {}

    @Test
    void whateverManyThreadsOnTwoNodesDoEachAcceptedCommandIsStoredOnceAndEachDecisionStands() throws Exception {
        int workers = 12;
        int commands = 60;
        ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<UUID> refused = new ConcurrentLinkedQueue<>();
        List<String> tills = List.of("a", "b", "c");
        try (Bank other = new Bank(real)) {
            tills.forEach(till -> bank.send(till, new Open(till)));
            List<Future<?>> all = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                SplittableRandom random = new SplittableRandom(worker);
                Bank node = worker % 4 == 0 ? other : bank;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < commands; i++) {
                        String till = tills.get(random.nextInt(10) < 8 ? 0 : random.nextInt(3));
                        UUID id = UUID.randomUUID();
                        boolean known = random.nextBoolean();
                        Object command = random.nextBoolean()
                                ? new Put(till, random.nextInt(5), id.toString())
                                : new Take(till, random.nextInt(8));
                        try {
                            done.add(new Done(till, id, node.send(till, command, known ? id : null, null)));
                        } catch (CommandRejected | TooManyAttempts e) {
                            refused.add(id);
                        }
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }

        assertThat(done.size() + refused.size()).isEqualTo(workers * commands);
        for (String till : tills) {
            List<RecordedEvent> stored = real.readForward(till, 1, 10_000);
            List<Done> own = done.stream()
                    .filter(each -> each.till().equals(till))
                    .sorted(Comparator.comparingLong(
                            each -> each.executed().stored().version()))
                    .toList();
            assertThat(stored).hasSize(own.size() + 1);
            long balance = 0;
            for (int i = 0; i < own.size(); i++) {
                RecordedEvent event = stored.get(i + 1);
                Executed executed = own.get(i).executed();
                assertThat(event.version()).isEqualTo(executed.stored().version());
                assertThat(event.position()).isEqualTo(executed.stored().position());
                Object decision = executed.events().get(0);
                assertThat(Bank.CODEC.decode(event.data(), decision.getClass())).isEqualTo(decision);
                balance += decision instanceof Filled filled ? filled.amount() : -((Emptied) decision).amount();
                assertThat(balance).isNotNegative();
                assertThat(executed.state()).isEqualTo(new Till(till, balance));
            }
            assertThat(bank.state(till)).isEqualTo(new Till(till, balance));
        }
    }

    @Test
    void ofManyWhoTakeTheLastOfItOneSucceeds() throws Exception {
        bank.send("t", new Open("t"));
        bank.send("t", new Put("t", 1));
        CyclicBarrier together = new CyclicBarrier(16);
        List<Future<Executed>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            answers.add(threads.submit(() -> {
                together.await();
                return bank.send("t", new Take("t", 1));
            }));
        }

        int taken = 0;
        for (Future<Executed> answer : answers) {
            try {
                answer.get();
                taken++;
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(CommandRejected.class);
            }
        }
        assertThat(taken).isEqualTo(1);
    }
}
