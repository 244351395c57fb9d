package org.commandery.runtime.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.application.DispatchOptions.options;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.commandery.application.CommandFailed;
import org.commandery.application.CommandRejected;
import org.commandery.application.ExecutionResult;
import org.commandery.application.UnregisteredCommand;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.CommandIdReused;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.router.Router;
import org.commandery.runtime.Account;
import org.commandery.runtime.Account.Deposit;
import org.commandery.runtime.Account.DepositTwice;
import org.commandery.runtime.Account.Fail;
import org.commandery.runtime.Account.Open;
import org.commandery.runtime.Account.Touch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DispatchTest {

    private static final Router ACCOUNTS = routes -> routes.aggregate(Account.class)
            .identifiedBy("id")
            .prefix("account-")
            .dispatch(Open.class, Deposit.class, DepositTwice.class, Touch.class, Fail.class);

    private static ValidatorFactory validators;

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final StoreAccess access = StoreAccess.of("bank", store);
    private final RunningApplication bank =
            new RunningApplication("bank", Map.of("accounts", ACCOUNTS), access, validators::getValidator);

    @BeforeAll
    static void startValidation() {
        validators = Validation.buildDefaultValidatorFactory();
    }

    @AfterAll
    static void stopValidation() {
        validators.close();
    }

    @AfterEach
    void close() {
        bank.close();
        access.close();
    }

    @Test
    @DisplayName("X01: a routed command is executed and its events are stored")
    void aRoutedCommandIsExecutedAndItsEventsAreStored() {
        bank.dispatch(new Open("a-1"));
        ExecutionResult result = bank.dispatch(new DepositTwice("a-1", 5));

        assertThat(result.stream()).isEqualTo("account-a-1");
        assertThat(result.version()).isEqualTo(3);
        assertThat(result.position()).isEqualTo(3);
        assertThat(result.eventTypes()).containsExactly("deposited", "deposited");
        assertThat(result.repeated()).isFalse();
        assertThat(bank.aggregate(Account.class, "a-1")).contains(new Account("a-1", 10));
    }

    @Test
    @DisplayName("X02: a command without a route is refused")
    void aCommandWithoutARouteIsRefused() {
        assertThatThrownBy(() -> bank.dispatch("hello"))
                .isInstanceOf(UnregisteredCommand.class)
                .hasMessageContaining("bank")
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void aBrokenConstraintIsRefusedAndWritesNothing() {
        bank.dispatch(new Open("a-1"));

        assertThatThrownBy(() -> bank.dispatch(new Deposit("a-1", -1)))
                .isInstanceOf(ConstraintViolationException.class);
        assertThat(events("a-1")).hasSize(1);
    }

    @Test
    @DisplayName("G02: a rejection writes nothing and the next command works")
    void aRejectionWritesNothingAndTheNextCommandWorks() {
        bank.dispatch(new Open("a-1"));

        assertThatThrownBy(() -> bank.dispatch(new Deposit("a-1", 2_000_000)))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("the account cannot hold so much");
        assertThatThrownBy(() -> bank.dispatch(new Fail("a-1")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("it failed");
        assertThat(bank.dispatch(new Deposit("a-1", 1)).version()).isEqualTo(2);
    }

    @Test
    @DisplayName("X14, X15: without ids the command is the cause and a correlation is made up")
    void withoutIdsTheCommandIsTheCauseAndACorrelationIsMadeUp() {
        ExecutionResult result = bank.dispatch(new Open("a-1"));

        RecordedEvent event = events("a-1").get(0);
        assertThat(event.causationId()).isEqualTo(result.commandId());
        assertThat(event.correlationId()).isEqualTo(result.correlationId());
    }

    @Test
    @DisplayName("X09, X13 to X15: given ids and metadata are stored with each event")
    void givenIdsAndMetadataAreStoredWithEachEvent() {
        UUID cause = UUID.randomUUID();
        UUID correlation = UUID.randomUUID();
        UUID command = UUID.randomUUID();
        bank.dispatch(new Open("a-1"));

        ExecutionResult result = bank.dispatch(
                new DepositTwice("a-1", 5),
                options()
                        .commandId(command)
                        .causationId(cause)
                        .correlationId(correlation)
                        .metadata(Map.of("user", "ada")));

        assertThat(result.commandId()).isEqualTo(command);
        assertThat(events("a-1").subList(1, 3)).allSatisfy(event -> {
            assertThat(event.causationId()).isEqualTo(cause);
            assertThat(event.correlationId()).isEqualTo(correlation);
            assertThat(event.metadata()).containsEntry("user", "ada");
        });
    }

    @Test
    @DisplayName("X14, X15: a command of a handler bears the event's ids and values, and is executed once for it")
    void aCommandOfAHandlerBearsTheEventsIdsAndIsExecutedOnce() {
        bank.dispatch(new Open("a-1"));
        EventMetadata event = new EventMetadata(
                "bank",
                "accounts.bonus",
                UUID.randomUUID(),
                1,
                "account-a-1",
                1,
                "opened",
                1,
                1,
                null,
                UUID.randomUUID(),
                Map.of("user", "ada"),
                Instant.now(),
                false);

        bank.dispatch(new Deposit("a-1", 5), options().causedBy(event));
        ExecutionResult again = bank.dispatch(new Deposit("a-1", 5), options().causedBy(event));

        assertThat(again.repeated()).isTrue();
        assertThat(events("a-1")).hasSize(2);
        RecordedEvent deposited = events("a-1").get(1);
        assertThat(deposited.causationId()).isEqualTo(event.eventId());
        assertThat(deposited.correlationId()).isEqualTo(event.correlationId());
        assertThat(deposited.metadata()).containsEntry("user", "ada");
    }

    @Test
    void anExpectedVersionThatIsNotTheAggregatesIsRefusedAndNotTriedAgain() {
        bank.dispatch(new Open("a-1"));

        assertThatThrownBy(() -> bank.dispatch(new Deposit("a-1", 1), options().expectedVersion(7)))
                .isInstanceOfSatisfying(
                        WrongExpectedVersion.class, e -> assertThat(e.actual()).isEqualTo(1));
        assertThat(bank.dispatch(new Deposit("a-1", 1), options().expectedVersion(1))
                        .version())
                .isEqualTo(2);
    }

    @Test
    void aCommandWithoutEventsReportsTheAggregateAsItIs() {
        bank.dispatch(new Open("a-1"));

        ExecutionResult result = bank.dispatch(new Touch("a-1"));

        assertThat(result.version()).isEqualTo(1);
        assertThat(result.position()).isEqualTo(1);
        assertThat(result.eventTypes()).isEmpty();
    }

    @Test
    @DisplayName("X17: writers of one aggregate are executed again on fresh state, and all of them succeed")
    void writersOfOneAggregateAreExecutedAgainOnFreshState() throws Exception {
        bank.dispatch(new Open("a-1"));
        int writers = 4;
        CyclicBarrier together = new CyclicBarrier(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<Long>> versions = Stream.generate(() -> threads.submit(() -> {
                        together.await();
                        return bank.dispatch(new Deposit("a-1", 5)).version();
                    }))
                    .limit(writers)
                    .toList();

            List<Long> seen = new ArrayList<>();
            for (Future<Long> version : versions) {
                seen.add(version.get());
            }
            assertThat(seen).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
        } finally {
            threads.shutdownNow();
        }
        assertThat(bank.aggregate(Account.class, "a-1")).contains(new Account("a-1", 20));
    }

    @Test
    @DisplayName("X20: a command that is sent twice under one id is executed once, and answered alike")
    void aCommandThatIsSentTwiceIsExecutedOnce() {
        UUID id = UUID.randomUUID();
        bank.dispatch(new Open("a-1"));
        ExecutionResult first =
                bank.dispatch(new DepositTwice("a-1", 5), options().commandId(id));
        bank.dispatch(new Deposit("a-1", 1));

        ExecutionResult second =
                bank.dispatch(new DepositTwice("a-1", 5), options().commandId(id));

        assertThat(second.repeated()).isTrue();
        assertThat(second).usingRecursiveComparison().ignoringFields("repeated").isEqualTo(first);
        assertThat(events("a-1")).hasSize(4);
    }

    @Test
    void aCommandIdOfOneAggregateIsRefusedForAnother() {
        UUID id = UUID.randomUUID();
        bank.dispatch(new Open("a-1"), options().commandId(id));

        assertThatThrownBy(() -> bank.dispatch(new Open("a-2"), options().commandId(id)))
                .isInstanceOf(CommandIdReused.class);
        assertThatThrownBy(() -> events("a-2")).isInstanceOf(StreamNotFound.class);
    }

    @Test
    @DisplayName("X20: of one command that is sent by many threads at once, all get the first answer")
    void ofOneCommandThatIsSentByManyThreadsAllGetTheFirstAnswer() throws Exception {
        UUID id = UUID.randomUUID();
        int senders = 8;
        CyclicBarrier together = new CyclicBarrier(senders);
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        try {
            List<Future<ExecutionResult>> results = Stream.generate(() -> threads.submit(() -> {
                        together.await();
                        return bank.dispatch(new Open("a-1"), options().commandId(id));
                    }))
                    .limit(senders)
                    .toList();
            for (Future<ExecutionResult> result : results) {
                assertThat(result.get().version()).isEqualTo(1);
                assertThat(result.get().eventTypes()).containsExactly("opened");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(events("a-1")).hasSize(1);
    }

    @Test
    @DisplayName("G04: state is rebuilt from more events than one page holds")
    void stateIsRebuiltFromMoreEventsThanOnePageHolds() {
        bank.dispatch(new Open("a-1"));
        List<EventData> deposits = Stream.generate(() -> EventData.of("deposited", "{\"id\":\"a-1\",\"amount\":1}"))
                .limit(2_500)
                .toList();
        store.append("account-a-1", ExpectedVersion.exactly(1), deposits);

        assertThat(bank.aggregate(Account.class, "a-1")).contains(new Account("a-1", 2_500));
        assertThat(bank.aggregate(Account.class, "a-2")).isEmpty();
    }

    private List<RecordedEvent> events(String account) {
        return store.readForward("account-" + account, 1, 100);
    }
}
