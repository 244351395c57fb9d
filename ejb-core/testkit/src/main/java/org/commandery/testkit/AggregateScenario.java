package org.commandery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.commandery.application.CommandRejected;
import org.commandery.application.DispatchOptions;
import org.commandery.router.Router;
import org.commandery.runtime.aggregate.AggregateModel;
import org.commandery.runtime.serialization.JsonCodec;
import org.jspecify.annotations.Nullable;

/**
 * Tests an aggregate without a store: given some events, when it gets a command, then it decides on these events, has this state, or rejects.
 *
 * <pre>{@code
 * AggregateScenario.of(new OrderingRouter(), Order.class)
 *         .given(new OrderPlaced("o-1", lines))
 *         .when(new ConfirmOrder("o-1"))
 *         .thenEvents(new OrderConfirmed("o-1"))
 *         .thenStream("order-o-1");
 * }</pre>
 *
 * <p>With a router, a command takes its route: its identity is looked for, the checks before its execution are asked, and the method or the class that the
 * router names executes it. Without one, the aggregate's own {@code execute} and {@code apply} methods are called. Neither checks the constraints of the
 * command, nor calls middleware: {@link TestApplication} does the one, and the server both.
 *
 * <p>Each event is written to JSON and read again on its way, as a store would do, so a test also shows that nothing of it is lost there.
 *
 * @param <A> the aggregate's class
 */
public final class AggregateScenario<A> {

    private final Class<A> type;
    private final AggregateModel model;
    private final Decision decision;
    private final Supplier<Optional<String>> stream;
    private @Nullable Object state;

    private AggregateScenario(
            Class<A> type, AggregateModel model, Decision decision, Supplier<Optional<String>> stream) {
        this.type = type;
        this.model = model;
        this.decision = decision;
        this.stream = stream;
    }

    /**
     * Begins a scenario in which the aggregate has no events yet, without a router.
     *
     * @throws org.commandery.DefinitionException when the class cannot be an aggregate
     */
    public static <A> AggregateScenario<A> of(Class<A> type) {
        AggregateModel model = AggregateModel.of(type);
        return new AggregateScenario<>(
                type, model, (state, command, options) -> model.execute(state, command, "under test"), Optional::empty);
    }

    /**
     * Begins a scenario in which the aggregate has no events yet, and its commands are routed.
     *
     * @param router names the aggregate, itself or by a router that it includes
     * @param handlers instances of classes that execute commands, for those that have no constructor without parameters; where a server would
     *     inject something, hand it to them
     * @throws org.commandery.DefinitionException when a deployment with this router would fail, or it does not name the aggregate
     */
    public static <A> AggregateScenario<A> of(Router router, Class<A> type, Object... handlers) {
        RoutedDecision routed = new RoutedDecision(router, type, handlers);
        return new AggregateScenario<>(type, routed.model(), routed, routed::stream);
    }

    /** Lets the aggregate apply these events, after those given before. */
    public AggregateScenario<A> given(Object... events) {
        for (Object event : events) {
            state = model.apply(state, stored(event));
        }
        return this;
    }

    /**
     * Lets the aggregate decide on a command and apply what it decided on.
     *
     * @return what came of it; what the aggregate threw is kept for the assertions
     * @throws AssertionError when the command is for another aggregate, as its route says
     */
    public Outcome when(Object command) {
        return when(command, DispatchOptions.options());
    }

    /**
     * Lets the aggregate decide on a command that is dispatched in a certain way.
     *
     * @param options the metadata and the ids that the router's checks see, with what the router says of them
     * @see #when(Object)
     */
    public Outcome when(Object command, DispatchOptions options) {
        List<Object> events = new ArrayList<>();
        Object after = state;
        try {
            for (Object event : decision.on(state, command, options)) {
                Object stored = stored(event);
                events.add(stored);
                after = model.apply(after, stored);
            }
        } catch (AssertionError e) {
            throw e;
        } catch (Throwable e) {
            return new Outcome(List.of(), e);
        }
        state = after;
        return new Outcome(events, null);
    }

    private static Object stored(Object event) {
        try (JsonCodec codec = new JsonCodec()) {
            Object read = codec.decode(codec.encode(event), event.getClass());
            assertThat(read)
                    .as("the event after it was written to JSON and read again")
                    .isEqualTo(event);
            return read;
        }
    }

    /** What came of a command. */
    public final class Outcome {

        private final List<Object> events;
        private final @Nullable Throwable failure;

        private Outcome(List<Object> events, @Nullable Throwable failure) {
            this.events = events;
            this.failure = failure;
        }

        /** Asserts that the command led to exactly these events, in this order; none means that it led to nothing. */
        public Outcome thenEvents(Object... expected) {
            assertThat(failure).as("what the aggregate threw").isNull();
            assertThat(events).containsExactly(expected);
            return this;
        }

        /** Asserts on the aggregate's state after the command. */
        public Outcome thenState(Consumer<A> assertion) {
            assertThat(failure).as("what the aggregate threw").isNull();
            assertion.accept(type.cast(Objects.requireNonNull(state, "the aggregate has no events, so no state")));
            return this;
        }

        /**
         * Asserts that the command's events go to this stream: the router's prefix, and the identity in the command.
         *
         * @throws IllegalStateException when the scenario has no router
         */
        public Outcome thenStream(String expected) {
            assertThat(failure).as("what the aggregate threw").isNull();
            assertThat(stream.get()
                            .orElseThrow(() -> new IllegalStateException(
                                    "a scenario without a router knows no stream: begin it with of(router, type)")))
                    .as("the stream of the aggregate")
                    .isEqualTo(expected);
            return this;
        }

        /** Asserts that the aggregate, or a check before, rejected the command, with a reason that contains this text. */
        public Outcome thenRejected(String reason) {
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            CommandRejected.class,
                            rejection -> assertThat(rejection.reason()).contains(reason));
            return this;
        }

        /**
         * Asserts that the command failed with an error of this class.
         *
         * @param error as the method threw it; or {@link org.commandery.application.InvalidAggregateIdentity} or {@link
         *     org.commandery.application.UnregisteredCommand} of the route
         */
        public Outcome thenFailed(Class<? extends Throwable> error) {
            assertThat(failure).isInstanceOf(error);
            return this;
        }
    }
}
