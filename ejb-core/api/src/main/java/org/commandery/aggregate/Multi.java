package org.commandery.aggregate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A decision in steps, for an {@code execute} method to return: each step sees the state that the events of the steps before it lead to. The
 * events of all steps are stored together; when a step throws, none are.
 *
 * <pre>{@code
 * Multi<Account> execute(Transfer command) {
 *     return Multi.of(this)
 *             .then(account -> account.withdraw(command.amount()))
 *             .then(account -> account.balance() < 0 ? new Overdrawn(id) : null);
 * }
 * }</pre>
 *
 * <p>A step returns what an {@code execute} method may return: an event, a collection, a stream or an {@link Optional} of events, another
 * {@code Multi}, or null for none. Steps change nothing but by their events, and may be run several times.
 *
 * @param <A> the aggregate
 */
public final class Multi<A> {

    /**
     * A step.
     *
     * @param <A> the aggregate
     */
    @FunctionalInterface
    public interface Step<A> {

        /**
         * Decides.
         *
         * @param state the state after the steps before
         * @return what an {@code execute} method may return
         * @throws Exception to abort the whole decision
         */
        @Nullable
        Object decide(A state) throws Exception;
    }

    /**
     * A step that looks back.
     *
     * @param <A> the aggregate
     */
    @FunctionalInterface
    public interface LateStep<A> {

        /**
         * Decides.
         *
         * @param state the state after the steps before
         * @param named the state after each of the named steps before, by name
         * @return what an {@code execute} method may return
         * @throws Exception to abort the whole decision
         */
        @Nullable
        Object decide(A state, Map<String, A> named) throws Exception;
    }

    /**
     * A step for one of several items.
     *
     * @param <A> the aggregate
     * @param <T> the item
     */
    @FunctionalInterface
    public interface ItemStep<A, T> {

        /**
         * Decides.
         *
         * @param state the state after the items before
         * @param item the item
         * @return what an {@code execute} method may return
         * @throws Exception to abort the whole decision
         */
        @Nullable
        Object decide(A state, T item) throws Exception;
    }

    /**
     * A step for one of several items that looks back.
     *
     * @param <A> the aggregate
     * @param <T> the item
     */
    @FunctionalInterface
    public interface LateItemStep<A, T> {

        /**
         * Decides.
         *
         * @param state the state after the items before
         * @param item the item
         * @param named the state after each of the named steps before, by name
         * @return what an {@code execute} method may return
         * @throws Exception to abort the whole decision
         */
        @Nullable
        Object decide(A state, T item, Map<String, A> named) throws Exception;
    }

    /**
     * What all steps together decided.
     *
     * @param state the state after them; null when there was none before and they decided on no events
     * @param events the events in their order; may be empty
     * @param <A> the aggregate
     */
    public record Outcome<A>(@Nullable A state, List<Object> events) {

        public Outcome {
            events = List.copyOf(events);
        }
    }

    /** What a step does in a run. */
    private interface Part<A> {
        void run(Playing<A> run) throws Exception;
    }

    private final @Nullable A start;
    private final List<Part<A>> parts = new ArrayList<>();

    private Multi(@Nullable A start) {
        this.start = start;
    }

    /**
     * Steps of an aggregate that exists.
     *
     * @param state its state, {@code this} in an {@code execute} method
     */
    public static <A> Multi<A> of(A state) {
        return new Multi<>(state);
    }

    /**
     * Steps that begin an aggregate, for a static {@code execute} method.
     *
     * @param first what the first step decides: the next one needs a state, so there must be an event in it
     */
    public static <A> Multi<A> begin(Object first) {
        Multi<A> multi = new Multi<>(null);
        multi.parts.add(run -> run.take(first));
        return multi;
    }

    /** Adds a step. */
    public Multi<A> then(Step<A> step) {
        return add(run -> run.take(step.decide(run.state())));
    }

    /** Adds a step that looks back at named ones. */
    public Multi<A> then(LateStep<A> step) {
        return add(run -> run.take(step.decide(run.state(), run.named())));
    }

    /**
     * Adds a step, and keeps the state after it for later ones.
     *
     * @param name how they call it
     */
    public Multi<A> then(String name, Step<A> step) {
        return then(step).keep(name);
    }

    /**
     * Adds a step that looks back at named ones, and keeps the state after it for later ones.
     *
     * @param name how they call it
     */
    public Multi<A> then(String name, LateStep<A> step) {
        return then(step).keep(name);
    }

    /** Adds a step for each item, in their order. */
    public <T> Multi<A> reduce(Iterable<? extends T> items, ItemStep<A, T> step) {
        return add(run -> {
            for (T item : items) {
                run.take(step.decide(run.state(), item));
            }
        });
    }

    /** Adds a step for each item, in their order, that looks back at named ones. */
    public <T> Multi<A> reduce(Iterable<? extends T> items, LateItemStep<A, T> step) {
        return add(run -> {
            for (T item : items) {
                run.take(step.decide(run.state(), item, run.named()));
            }
        });
    }

    /**
     * Adds a step for each item, in their order, and keeps the state after the last for later ones.
     *
     * @param name how they call it
     */
    public <T> Multi<A> reduce(String name, Iterable<? extends T> items, ItemStep<A, T> step) {
        return reduce(items, step).keep(name);
    }

    /**
     * Adds a step for each item, in their order, that looks back at named ones, and keeps the state after the last for later ones.
     *
     * @param name how they call it
     */
    public <T> Multi<A> reduce(String name, Iterable<? extends T> items, LateItemStep<A, T> step) {
        return reduce(items, step).keep(name);
    }

    private Multi<A> keep(String name) {
        return add(run -> run.keep(name));
    }

    private Multi<A> add(Part<A> part) {
        parts.add(part);
        return this;
    }

    /**
     * Runs the steps. Commandery does that with what an {@code execute} method returns; it is here for tests of an aggregate alone.
     *
     * @param apply gives the state after an event; the state before the first event is null when there is none
     * @throws Exception what a step threw; then nothing was decided
     */
    public Outcome<A> run(BiFunction<? super @Nullable A, Object, ? extends A> apply) throws Exception {
        Playing<A> run = new Playing<>(start, apply);
        for (Part<A> part : parts) {
            part.run(run);
        }
        return new Outcome<>(run.state, run.events);
    }

    /**
     * The events in what an {@code execute} method or a step may return, when that is no {@code Multi}.
     *
     * @param result an event, a collection, a stream or an {@link Optional} of events, or null for none
     */
    public static List<Object> eventsIn(@Nullable Object result) {
        if (result == null) {
            return List.of();
        }
        if (result instanceof Collection<?> events) {
            return List.copyOf(events);
        }
        if (result instanceof Stream<?> events) {
            return List.copyOf(events.toList());
        }
        if (result instanceof Optional<?> event) {
            return event.<List<Object>>map(List::of).orElseGet(List::of);
        }
        return List.of(result);
    }

    /** A run of the steps. A Multi in a Multi is a run of its own, so that the names of its steps stay its own. */
    private static final class Playing<A> {

        private final BiFunction<? super @Nullable A, Object, ? extends A> apply;
        private final List<Object> events = new ArrayList<>();
        private final Map<String, A> named = new HashMap<>();
        private @Nullable A state;

        Playing(@Nullable A state, BiFunction<? super @Nullable A, Object, ? extends A> apply) {
            this.state = state;
            this.apply = apply;
        }

        A state() {
            A now = state;
            if (now == null) {
                throw new IllegalStateException(
                        "a step needs the aggregate's state, and no event has begun it: begin the Multi with one");
            }
            return now;
        }

        Map<String, A> named() {
            return Collections.unmodifiableMap(named);
        }

        void keep(String name) {
            if (named.putIfAbsent(name, state()) != null) {
                throw new IllegalStateException("two steps of a Multi are named '%s'".formatted(name));
            }
        }

        void take(@Nullable Object result) throws Exception {
            List<Object> taken = result instanceof Multi<?> inner
                    ? sameAggregate(inner).run(apply).events()
                    : eventsIn(result);
            for (Object event : taken) {
                state = apply.apply(state, event);
            }
            events.addAll(taken);
        }

        @SuppressWarnings("unchecked")
        private Multi<A> sameAggregate(Multi<?> inner) {
            return (Multi<A>) inner;
        }
    }
}
