package org.commandery.runtime.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.application.DispatchOptions.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.commandery.application.CommandRejected;
import org.commandery.application.Consistency;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;
import org.commandery.application.ExecutionTimeout;
import org.commandery.application.Lifespan;
import org.commandery.application.Returning;
import org.commandery.application.TooManyAttempts;
import org.commandery.application.UnknownHandlers;
import org.commandery.application.UnregisteredCommand;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.router.Router;
import org.commandery.router.Routes;
import org.commandery.runtime.Account;
import org.commandery.runtime.Account.Deposit;
import org.commandery.runtime.Account.DepositTwice;
import org.commandery.runtime.Account.Deposited;
import org.commandery.runtime.Account.Open;
import org.commandery.runtime.Account.Touch;
import org.commandery.runtime.subscription.StartFrom;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.commandery.runtime.tenant.CurrentTenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a call, a route and the application may say of a dispatch. */
class DispatchOptionsTest {

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final StoreAccess access = StoreAccess.of("bank", store);
    private final List<RunningApplication> started = new ArrayList<>();

    /** Called with each decision, before the command is executed. */
    private final AtomicReference<Consumer<Object>> beforeExecute = new AtomicReference<>(command -> {});

    @AfterEach
    void close() {
        started.forEach(RunningApplication::close);
        access.close();
    }

    @Test
    @DisplayName("X12: the result holds what was asked for, and no more")
    void theResultHoldsWhatWasAskedFor() {
        RunningApplication bank = bank();

        ExecutionResult version = bank.dispatch(new Open("a-1"));
        ExecutionResult state = bank.dispatch(new Deposit("a-1", 5), options().returning(Returning.STATE));
        ExecutionResult events =
                bank.dispatch(new DepositTwice("a-1", 2), options().returning(Returning.EVENTS));
        ExecutionResult all = bank.dispatch(new Deposit("a-1", 1), options().returning(Returning.ALL));
        ExecutionResult none = bank.dispatch(new Touch("a-1"), options().returning(Returning.ALL));

        assertThat(version.state()).isEmpty();
        assertThat(version.events()).isEmpty();
        assertThat(version.version()).isEqualTo(1);
        assertThat(state.state(Account.class)).contains(new Account("a-1", 5));
        assertThat(state.events()).isEmpty();
        assertThat(events.state()).isEmpty();
        assertThat(events.events()).containsExactly(new Deposited("a-1", 2), new Deposited("a-1", 2));
        assertThat(all.state(Account.class)).contains(new Account("a-1", 10));
        assertThat(all.events()).containsExactly(new Deposited("a-1", 1));
        assertThat(none.state(Account.class)).contains(new Account("a-1", 10));
        assertThat(none.events()).isEmpty();
    }

    @Test
    @DisplayName("X12: a rejection is the same whatever is to be returned")
    void aRejectionIsTheSameWhateverIsToBeReturned() {
        RunningApplication bank = bank();
        bank.dispatch(new Open("a-1"));

        for (Returning returning : Returning.values()) {
            assertThatThrownBy(() -> bank.dispatch(
                            new Deposit("a-1", 2_000_000), options().returning(returning)))
                    .isInstanceOf(CommandRejected.class)
                    .hasMessageContaining("the account cannot hold so much");
        }
    }

    @Test
    @DisplayName("X12, X20: a command that is sent again gets the state and the events of the first time")
    void aCommandThatIsSentAgainGetsTheStateAndTheEventsOfTheFirstTime() {
        RunningApplication bank = bank();
        DispatchOptions all = options().commandId(UUID.randomUUID()).returning(Returning.ALL);
        bank.dispatch(new Open("a-1"));
        ExecutionResult first = bank.dispatch(new Deposit("a-1", 5), all);
        bank.dispatch(new Deposit("a-1", 100));

        ExecutionResult second = bank.dispatch(new Deposit("a-1", 5), all);

        assertThat(second.repeated()).isTrue();
        assertThat(second.state()).isEqualTo(first.state()).contains(new Account("a-1", 5));
        assertThat(second.events()).isEqualTo(first.events()).containsExactly(new Deposited("a-1", 5));
    }

    @Test
    @DisplayName("X12: the call goes before the route, the route before the application")
    void theCallGoesBeforeTheRouteAndTheRouteBeforeTheApplication() {
        RunningApplication bank = bank(
                routes -> accounts(routes)
                        .dispatch(
                                Deposit.class,
                                deposit -> deposit.options(options().returning(Returning.STATE))),
                options().returning(Returning.EVENTS).metadata(Map.of("from", "configuration")));

        ExecutionResult byApplication = bank.dispatch(new Open("a-1"));
        ExecutionResult byRoute = bank.dispatch(new Deposit("a-1", 1));
        ExecutionResult byCall = bank.dispatch(
                new Deposit("a-1", 1), options().returning(Returning.VERSION).metadata(Map.of("by", "ada")));

        assertThat(byApplication.events()).hasSize(1);
        assertThat(byRoute.events()).isEmpty();
        assertThat(byRoute.state()).isPresent();
        assertThat(byCall.state()).isEmpty();
        assertThat(events("a-1").get(2).metadata()).isEqualTo(Map.of("from", "configuration", "by", "ada"));
    }

    @Test
    @DisplayName("X11: a command that is decided too late is not stored")
    void aCommandThatIsDecidedTooLateIsNotStored() {
        RunningApplication bank = bank();
        beforeExecute.set(command -> busyFor(Duration.ofMillis(30)));

        assertThatThrownBy(() -> bank.dispatch(new Open("a-1"), options().timeout(Duration.ofMillis(10))))
                .isInstanceOfSatisfying(
                        ExecutionTimeout.class, e -> assertThat(e.timeout()).isEqualTo(Duration.ofMillis(10)))
                .hasMessageContainingAll(Open.class.getName(), "account-a-1");
        assertThatThrownBy(() -> events("a-1")).isInstanceOf(StreamNotFound.class);
    }

    @Test
    @DisplayName("X11: in time, or without a limit, it is stored; the call goes before the route")
    void inTimeOrWithoutALimitItIsStored() {
        RunningApplication bank = bank(
                routes -> accounts(routes)
                        .dispatch(
                                Deposit.class,
                                deposit -> deposit.options(options().timeout(Duration.ofNanos(1)))),
                options());

        bank.dispatch(new Open("a-1"), options().timeout(Duration.ofMinutes(1)));
        assertThatThrownBy(() -> bank.dispatch(new Deposit("a-1", 1))).isInstanceOf(ExecutionTimeout.class);
        bank.dispatch(new Deposit("a-1", 1), options().timeout(DispatchOptions.FOREVER));

        assertThat(events("a-1")).hasSize(2);
    }

    @Test
    @DisplayName("X17: a command that another writer overtakes is executed again, on the state that it finds then")
    void aCommandThatAnotherWriterOvertakesIsExecutedAgain() {
        RunningApplication bank = bank();
        bank.dispatch(new Open("a-1"));
        List<Object> executed = new ArrayList<>();
        beforeExecute.set(command -> {
            executed.add(command);
            if (executed.size() == 1) {
                deposit("a-1", 100);
            }
        });

        ExecutionResult result = bank.dispatch(new Deposit("a-1", 5), options().returning(Returning.STATE));

        assertThat(executed).hasSize(2);
        assertThat(result.version()).isEqualTo(3);
        assertThat(result.state(Account.class)).contains(new Account("a-1", 105));
    }

    @Test
    @DisplayName("X17: after as many attempts as the options say, it gives up")
    void afterAsManyAttemptsAsTheOptionsSayItGivesUp() {
        RunningApplication bank = bank();
        bank.dispatch(new Open("a-1"));
        List<Object> executed = new ArrayList<>();
        beforeExecute.set(command -> {
            executed.add(command);
            deposit("a-1", 1);
        });

        assertThatThrownBy(() -> bank.dispatch(new Deposit("a-1", 5), options().attempts(3)))
                .isInstanceOf(TooManyAttempts.class)
                .hasMessageContaining("3 times");
        assertThat(executed).hasSize(3);
    }

    @Test
    @DisplayName("X16: a check before the execution refuses the command, and nothing is written")
    void aCheckBeforeTheExecutionRefusesTheCommand() {
        List<String> seen = new ArrayList<>();
        RunningApplication bank = bank(
                routes -> accounts(routes)
                        .dispatch(
                                Deposit.class,
                                deposit -> deposit.beforeExecute((state, command, context) -> {
                                    seen.add("%s %s %s"
                                            .formatted(
                                                    state.map(Account::balance).orElse(-1L),
                                                    command.amount(),
                                                    context.metadata().get("by")));
                                    if (command.amount() == 13) {
                                        throw new CommandRejected("not today");
                                    }
                                })),
                options());
        bank.dispatch(new Open("a-1"));
        bank.dispatch(new Deposit("a-1", 5), options().metadata(Map.of("by", "ada")));

        assertThatThrownBy(() -> bank.dispatch(new Deposit("a-1", 13)))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("not today");
        assertThat(seen).containsExactly("0 5 ada", "5 13 null");
        assertThat(events("a-1")).hasSize(2);
    }

    @Test
    void theRouteSaysHowLongTheAggregateStaysInMemory() {
        Lifespan notAtAll = new Lifespan() {
            @Override
            public Duration afterEvent(Object event) {
                return STOP;
            }
        };
        RunningApplication bank = bank(
                routes -> accounts(routes)
                        .lifespan(notAtAll)
                        .dispatch(Deposit.class, deposit -> deposit.lifespan(Lifespan.DEFAULT)),
                options());

        bank.dispatch(new Open("a-1"));
        assertThat(bank.cachedAggregates()).isZero();
        bank.dispatch(new Deposit("a-1", 1));
        assertThat(bank.cachedAggregates()).isEqualTo(1);
    }

    @Test
    void anAsynchronousDispatchCompletesOnAnotherThreadForTheCallersTenant() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor(task -> new Thread(task, "elsewhere"));
        AtomicReference<String> executedBy = new AtomicReference<>();
        beforeExecute.set(command -> executedBy.set("%s for %s"
                .formatted(Thread.currentThread().getName(), CurrentTenant.get().orElse("nobody"))));
        RunningApplication bank =
                start(new Dispatching(List.of(), options(), threads, Optional::empty, type -> type), this::accounts);
        String before = CurrentTenant.replace("acme");
        try {
            ExecutionResult result = bank.dispatchAsync(
                            new Open("a-1"), options().returning(Returning.STATE))
                    .toCompletableFuture()
                    .join();

            assertThat(result.state(Account.class)).contains(new Account("a-1", 0));
            assertThat(executedBy).hasValue("elsewhere for acme");
            assertThat(threads.submit(CurrentTenant::get).get()).isEmpty();
        } finally {
            CurrentTenant.replace(before);
            threads.shutdownNow();
        }
    }

    @Test
    void anAsynchronousDispatchFailsWithWhatTheOtherWouldThrow() {
        RunningApplication bank = bank();

        assertThatThrownBy(() -> bank.dispatchAsync(new Deposit("a-1", 1))
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CommandRejected.class);
        assertThatThrownBy(
                        () -> bank.dispatchAsync("hello").toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UnregisteredCommand.class);
    }

    @Test
    @DisplayName("Y06: who waits for handlers that do not exist is told so, and nothing is executed")
    void whoWaitsForHandlersThatDoNotExistIsRefusedBeforeAnythingIsExecuted() {
        RunningApplication bank = bank();
        List<Object> executed = new ArrayList<>();
        beforeExecute.set(executed::add);
        access.subscriptions()
                .subscribe(
                        new SubscriptionDefinition("accounts.totals", StartFrom.ORIGIN, Consistency.STRONG, null),
                        (events, replay, checkpoint) -> checkpoint.run());
        DispatchOptions waiting = options().consistencyOf("accounts.totals", "accounts.sums", "accounts.averages");

        assertThatThrownBy(() -> bank.dispatch(new Open("a-1"), waiting))
                .isInstanceOfSatisfying(
                        UnknownHandlers.class,
                        e -> assertThat(e.handlers()).containsExactly("accounts.averages", "accounts.sums"))
                .hasMessageContainingAll("'bank'", "accounts.averages, accounts.sums");
        assertThatThrownBy(() -> bank.dispatchAsync(new Open("a-1"), waiting)
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(UnknownHandlers.class);

        assertThat(executed).isEmpty();
        assertThat(store.head()).isZero();
    }

    @Test
    @DisplayName(
            "Y06: a handler that exists but is not strong is not waited for, nor is one that works on another node")
    void whoWaitsForHandlersThatAreEventualOrElsewhereIsAnswered() {
        RunningApplication bank = bank();
        CountDownLatch goOn = new CountDownLatch(1);
        access.subscriptions()
                .subscribe(
                        new SubscriptionDefinition("accounts.mail", StartFrom.ORIGIN, Consistency.EVENTUAL, null),
                        (events, replay, checkpoint) -> {
                            goOn.await();
                            checkpoint.run();
                        });
        store.checkpoints().open("accounts.elsewhere", 0);

        ExecutionResult result =
                bank.dispatch(new Open("a-1"), options().consistencyOf("accounts.mail", "accounts.elsewhere"));

        assertThat(result.version()).isEqualTo(1);
        goOn.countDown();
    }

    @Test
    void aWaitForAllStrongHandlersNamesNoneThatCouldBeMissing() {
        assertThat(bank().dispatch(new Open("a-1"), options().consistency(Consistency.STRONG))
                        .version())
                .isEqualTo(1);
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> options().timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options().attempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options().consistencyOf()).isInstanceOf(IllegalArgumentException.class);
    }

    private RunningApplication bank() {
        return bank(routes -> accounts(routes).dispatch(Deposit.class), options());
    }

    private RunningApplication bank(Router router, DispatchOptions defaults) {
        return start(new Dispatching(List.of(), defaults, Runnable::run, Optional::empty, type -> type), router);
    }

    private RunningApplication start(Dispatching dispatching, Router router) {
        RunningApplication application =
                new RunningApplication("bank", Map.of("accounts", router), access, dispatching);
        started.add(application);
        return application;
    }

    private Routes.AggregateRoute<Account> accounts(Routes routes) {
        return routes.aggregate(Account.class)
                .identifiedBy("id")
                .prefix("account-")
                .beforeExecute((state, command, context) -> beforeExecute.get().accept(command))
                .dispatch(Open.class, DepositTwice.class, Touch.class);
    }

    private void deposit(String account, long amount) {
        store.append(
                "account-" + account,
                ExpectedVersion.ANY,
                List.of(EventData.of("deposited", "{\"id\":\"%s\",\"amount\":%d}".formatted(account, amount))));
    }

    private List<RecordedEvent> events(String account) {
        return store.readForward("account-" + account, 1, 100);
    }

    private static void busyFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
