package org.commandery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.commandery.application.CommandRejected;
import org.commandery.runtime.aggregate.AggregateModel;
import org.commandery.runtime.serialization.JsonCodec;
import org.jspecify.annotations.Nullable;

/**
 * Tests an aggregate without a store: given some events, when it gets a command, then it decides on these events, has this state, or rejects.
 *
 * <pre>{@code
 * AggregateScenario.of(Order.class)
 *         .given(new OrderPlaced("o-1", lines))
 *         .when(new ConfirmOrder("o-1"))
 *         .thenEvents(new OrderConfirmed("o-1"));
 * }</pre>
 *
 * <p>Each event is written to JSON and read again on its way, as a store would do, so a test also shows that nothing of it is lost there.
 *
 * @param <A> the aggregate's class
 */
public final class AggregateScenario<A> {

    private final Class<A> type;
    private final AggregateModel model;
    private @Nullable Object state;

    private AggregateScenario(Class<A> type) {
        this.type = type;
        this.model = AggregateModel.of(type);
    }

    /**
     * Begins a scenario in which the aggregate has no events yet.
     *
     * @throws org.commandery.DefinitionException when the class cannot be an aggregate
     */
    public static <A> AggregateScenario<A> of(Class<A> type) {
        return new AggregateScenario<>(type);
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
     */
    public Outcome when(Object command) {
        List<Object> events = new ArrayList<>();
        try {
            for (Object event : model.execute(state, command, "under test")) {
                Object stored = stored(event);
                events.add(stored);
                state = model.apply(state, stored);
            }
            return new Outcome(events, null);
        } catch (Throwable e) {
            return new Outcome(List.of(), e);
        }
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

        /** Asserts that the aggregate rejected the command, with a reason that contains this text. */
        public Outcome thenRejected(String reason) {
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            CommandRejected.class,
                            rejection -> assertThat(rejection.reason()).contains(reason));
            return this;
        }
    }
}
