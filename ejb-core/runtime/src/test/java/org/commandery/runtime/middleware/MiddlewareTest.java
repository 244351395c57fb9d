package org.commandery.runtime.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.application.DispatchOptions.options;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.commandery.application.CommandFailed;
import org.commandery.application.CommandRejected;
import org.commandery.application.DispatchHalted;
import org.commandery.application.ExecutionResult;
import org.commandery.application.UnregisteredCommand;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;
import org.commandery.router.Router;
import org.commandery.runtime.Account;
import org.commandery.runtime.Account.Deposit;
import org.commandery.runtime.Account.Fail;
import org.commandery.runtime.Account.Open;
import org.commandery.runtime.Account.Touch;
import org.commandery.runtime.application.Dispatching;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MiddlewareTest {

    private static final Router ACCOUNTS = routes -> routes.aggregate(Account.class)
            .identifiedBy("id")
            .prefix("account-")
            .dispatch(Open.class, Deposit.class, Fail.class, Touch.class);

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final StoreAccess access = StoreAccess.of("bank", store);
    private final List<RunningApplication> started = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(RunningApplication::close);
        access.close();
    }

    @Test
    @DisplayName(
            "M01: on the way in they are called in the order of their priority, on the way out in the reverse order")
    void theyAreCalledInOrderOnTheWayInAndInReverseOrderOnTheWayOut() {
        RunningApplication bank = bank(
                PlacedMiddleware.of(new Recorder("c"), 3_000),
                PlacedMiddleware.of(new Recorder("a"), 1_000),
                PlacedMiddleware.of(new Recorder("b"), 2_000));

        bank.dispatch(new Open("a-1"));

        assertThat(calls).containsExactly("a before", "b before", "c before", "c after 1", "b after 1", "a after 1");
    }

    @Test
    @DisplayName("M02: a rejection, a checked exception and a runtime exception are told, with the reason")
    void failuresAreToldWithTheReason() {
        RunningApplication bank = bank(PlacedMiddleware.of(new Recorder("a"), 1));
        bank.dispatch(new Open("a-1"));
        calls.clear();

        assertThatThrownBy(() -> bank.dispatch(new Open("a-1"))).isInstanceOf(CommandRejected.class);
        assertThatThrownBy(() -> bank.dispatch(new Fail("a-1"))).isInstanceOf(CommandFailed.class);
        assertThatThrownBy(() -> bank.dispatch(new Open(null))).isInstanceOf(RuntimeException.class);

        assertThat(calls)
                .containsExactly(
                        "a before",
                        "a failed by CommandRejected",
                        "a before",
                        "a failed by CommandFailed",
                        "a before",
                        "a failed by InvalidAggregateIdentity");
    }

    @Test
    @DisplayName("M03: one that halts ends the dispatch, and only those that were reached hear of it")
    void oneThatHaltsEndsTheDispatchAndOnlyThoseThatWereReachedHearOfIt() {
        Middleware halting = new Recorder("halting") {
            @Override
            public void beforeDispatch(Pipeline pipeline) {
                super.beforeDispatch(pipeline);
                pipeline.halt();
            }
        };
        RunningApplication bank = bank(
                PlacedMiddleware.of(new Recorder("a"), 1),
                PlacedMiddleware.of(halting, 2),
                PlacedMiddleware.of(new Recorder("c"), 3));

        assertThatThrownBy(() -> bank.dispatch(new Open("a-1")))
                .isInstanceOf(DispatchHalted.class)
                .hasMessageContainingAll(
                        Open.class.getName(), halting.getClass().getName());
        assertThat(calls)
                .containsExactly(
                        "a before", "halting before", "halting failed by DispatchHalted", "a failed by DispatchHalted");
        assertThatThrownBy(() -> events("a-1")).isInstanceOf(StreamNotFound.class);
    }

    @Test
    @DisplayName("M03: one that answers ends the dispatch, and the caller gets its first answer")
    void oneThatAnswersEndsTheDispatch() {
        ExecutionResult answer = result(7);
        RunningApplication bank = bank(
                PlacedMiddleware.of(
                        before(pipeline -> {
                            pipeline.respond(answer);
                            pipeline.respond(result(8));
                        }),
                        1),
                PlacedMiddleware.of(new Recorder("b"), 2));

        assertThat(bank.dispatch(new Open("a-1"))).isSameAs(answer);
        assertThat(calls).isEmpty();
        assertThatThrownBy(() -> events("a-1")).isInstanceOf(StreamNotFound.class);
    }

    @Test
    void whatOneThrowsBeforeTheDispatchTheCallerGets() {
        RunningApplication bank = bank(
                PlacedMiddleware.of(new Recorder("a"), 1),
                PlacedMiddleware.of(
                        before(pipeline -> {
                            throw new CommandRejected("closed on Sundays");
                        }),
                        2));

        assertThatThrownBy(() -> bank.dispatch(new Open("a-1")))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("closed on Sundays");
        assertThat(calls).containsExactly("a before", "a failed by CommandRejected");
    }

    @Test
    void oneMayReplaceTheCommandAddMetadataAndKeepThings() {
        RunningApplication bank = bank(
                PlacedMiddleware.of(
                        before(pipeline -> {
                            pipeline.assign("who", "ada");
                            pipeline.replaceCommand(new Open("a-2"));
                        }),
                        1),
                PlacedMiddleware.of(
                        before(pipeline -> pipeline.addMetadata(
                                "user", pipeline.assigned("who", String.class).orElseThrow())),
                        2));

        ExecutionResult result = bank.dispatch(new Open("a-1"), options().metadata(Map.of("from", "test")));

        assertThat(result.stream()).isEqualTo("account-a-2");
        assertThat(events("a-2").get(0).metadata()).isEqualTo(Map.of("from", "test", "user", "ada"));
    }

    @Test
    void theySeeWhereTheCommandGoesAndItsIds() {
        UUID id = UUID.randomUUID();
        List<String> seen = new ArrayList<>();
        RunningApplication bank = bank(PlacedMiddleware.of(
                before(pipeline -> seen.add("%s %s %s %s"
                        .formatted(
                                pipeline.application(),
                                pipeline.context(),
                                pipeline.commandId(),
                                pipeline.options().expectedVersion().orElse(-1L)))),
                1));

        bank.dispatch(new Open("a-1"), options().commandId(id).expectedVersion(0));

        assertThat(seen).containsExactly("bank accounts %s 0".formatted(id));
    }

    @Test
    void whatOneThrowsAfterTheDispatchChangesNothing() {
        Middleware clumsy = new Middleware() {
            @Override
            public void afterDispatch(Pipeline pipeline, ExecutionResult result) {
                throw new IllegalStateException("after");
            }
        };
        RunningApplication bank = bank(PlacedMiddleware.of(new Recorder("a"), 1), PlacedMiddleware.of(clumsy, 2));

        assertThat(bank.dispatch(new Open("a-1")).version()).isEqualTo(1);
        assertThat(calls).containsExactly("a before", "a after 1");
    }

    @Test
    void oneThatChangesADispatchTooLateIsRefused() {
        List<Throwable> refusals = new ArrayList<>();
        Middleware late = new Middleware() {
            @Override
            public void afterDispatch(Pipeline pipeline, ExecutionResult result) {
                try {
                    pipeline.addMetadata("too", "late");
                } catch (IllegalStateException e) {
                    refusals.add(e);
                }
            }
        };

        bank(PlacedMiddleware.of(late, 1)).dispatch(new Open("a-1"));

        assertThat(refusals).hasSize(1);
    }

    @Test
    void oneOfAContextIsNotCalledForAnother() {
        RunningApplication bank = bank(
                new PlacedMiddleware(new Recorder("accounts"), 1, Optional.of("accounts")),
                new PlacedMiddleware(new Recorder("loans"), 2, Optional.of("loans")));

        bank.dispatch(new Open("a-1"));

        assertThat(calls).containsExactly("accounts before", "accounts after 1");
    }

    @Test
    @DisplayName("Z04: one that is for all contexts sees a command without a route come, of no context, and fail")
    void aCommandWithoutARouteIsSeenByThoseThatAreForAllContexts() {
        RunningApplication bank = bank(
                new PlacedMiddleware(new Recorder("accounts"), 1, Optional.of("accounts")),
                PlacedMiddleware.of(before(pipeline -> calls.add("context '%s'".formatted(pipeline.context()))), 2),
                PlacedMiddleware.of(new Recorder("all"), 3));

        assertThatThrownBy(() -> bank.dispatch("hello")).isInstanceOf(UnregisteredCommand.class);
        assertThatThrownBy(
                        () -> bank.dispatchAsync("hello").toCompletableFuture().join())
                .hasCauseInstanceOf(UnregisteredCommand.class);

        assertThat(calls)
                .containsExactly(
                        "context ''",
                        "all before",
                        "all failed by UnregisteredCommand",
                        "context ''",
                        "all before",
                        "all failed by UnregisteredCommand");
    }

    @Test
    void aCommandWithoutARouteThatAHandlerSendsIsSeenToo() {
        RunningApplication bank = bank(PlacedMiddleware.of(new Recorder("all"), 1));
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
                Map.of(),
                Instant.now(),
                false);

        assertThatThrownBy(() -> bank.dispatch("hello", options().causedBy(event)))
                .isInstanceOf(UnregisteredCommand.class);

        assertThat(calls).containsExactly("all before", "all failed by UnregisteredCommand");
    }

    @Test
    void aCommandWithoutARouteMayBeAnsweredButNotReplaced() {
        ExecutionResult answer = result(7);
        RunningApplication bank = bank(PlacedMiddleware.of(
                before(pipeline -> {
                    if (pipeline.command().equals("hello")) {
                        pipeline.respond(answer);
                    } else {
                        pipeline.replaceCommand(new Open("a-1"));
                    }
                }),
                1));

        assertThat(bank.dispatch("hello")).isSameAs(answer);
        assertThatThrownBy(() -> bank.dispatch(7))
                .isInstanceOf(UnregisteredCommand.class)
                .hasMessageContaining("java.lang.Integer");
        assertThatThrownBy(() -> events("a-1")).isInstanceOf(StreamNotFound.class);
    }

    @Test
    void aCommandThatIsReplacedByOneWithoutARouteIsRefused() {
        RunningApplication bank = bank(
                PlacedMiddleware.of(new Recorder("a"), 1),
                PlacedMiddleware.of(before(pipeline -> pipeline.replaceCommand("hello")), 2));

        assertThatThrownBy(() -> bank.dispatch(new Open("a-1")))
                .isInstanceOf(UnregisteredCommand.class)
                .hasMessageContaining("java.lang.String");
        assertThat(calls).containsExactly("a before", "a failed by UnregisteredCommand");
    }

    @Test
    void ofAnAsynchronousDispatchTheWayInIsOnTheCallersThread() {
        ExecutorService threads = Executors.newSingleThreadExecutor(task -> new Thread(task, "elsewhere"));
        Middleware threadsSeen = new Middleware() {
            @Override
            public void beforeDispatch(Pipeline pipeline) {
                calls.add("before on " + Thread.currentThread().getName());
            }

            @Override
            public void afterDispatch(Pipeline pipeline, ExecutionResult result) {
                calls.add("after on " + Thread.currentThread().getName());
            }
        };
        try {
            RunningApplication bank = start(new Dispatching(
                    List.of(PlacedMiddleware.of(threadsSeen, 1)), options(), threads, Optional::empty, type -> type));

            bank.dispatchAsync(new Open("a-1")).toCompletableFuture().join();

            assertThat(calls)
                    .containsExactly("before on " + Thread.currentThread().getName(), "after on elsewhere");
        } finally {
            threads.shutdownNow();
        }
    }

    private RunningApplication bank(PlacedMiddleware... middleware) {
        return start(new Dispatching(List.of(middleware), options(), Runnable::run, Optional::empty, type -> type));
    }

    private RunningApplication start(Dispatching dispatching) {
        RunningApplication application =
                new RunningApplication("bank", Map.of("accounts", ACCOUNTS), access, dispatching);
        started.add(application);
        return application;
    }

    private List<RecordedEvent> events(String account) {
        return store.readForward("account-" + account, 1, 100);
    }

    private static ExecutionResult result(long version) {
        return new ExecutionResult(
                "elsewhere",
                version,
                0,
                List.of(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                false,
                Optional.empty(),
                List.of());
    }

    private static Middleware before(Consumer<Pipeline> callback) {
        return new Middleware() {
            @Override
            public void beforeDispatch(Pipeline pipeline) {
                callback.accept(pipeline);
            }
        };
    }

    /** Notes what it is called for. */
    private class Recorder implements Middleware {

        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void beforeDispatch(Pipeline pipeline) {
            calls.add(name + " before");
        }

        @Override
        public void afterDispatch(Pipeline pipeline, ExecutionResult result) {
            calls.add("%s after %d".formatted(name, result.version()));
        }

        @Override
        public void afterFailure(Pipeline pipeline, Throwable failure) {
            calls.add("%s failed by %s".formatted(name, failure.getClass().getSimpleName()));
        }
    }
}
