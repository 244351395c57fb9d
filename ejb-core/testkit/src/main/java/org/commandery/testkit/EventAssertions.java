package org.commandery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.personal.Keyring;
import org.commandery.runtime.serialization.EventClass;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.serialization.EventForm;

/**
 * Asserts what happens in an event store, also when it happens a little later, by a handler that dispatches commands.
 *
 * <pre>{@code
 * EventAssertions events = EventAssertions.of(ordering.eventStore());
 * events.assertReceived(OrderConfirmed.class, confirmed -> confirmed.orderId().equals("o-1"), confirmed -> {});
 * }</pre>
 *
 * <p>An event counts from the first of the store on, whether it was there before or comes while the assertion waits. It waits for a second unless {@link
 * #within} says otherwise.
 */
public final class EventAssertions {

    /** How long an assertion waits unless told otherwise. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);

    private static final int PAGE = 500;
    private static final long BETWEEN_LOOKS = Duration.ofMillis(5).toNanos();

    private final EventStore store;
    private final Serialization serialization;
    private final Duration patience;

    EventAssertions(EventStore store, Serialization serialization, Duration patience) {
        this.store = store;
        this.serialization = serialization;
        this.patience = patience;
    }

    /** Assertions on a store whose events JSON-B has written. Those that have not the form that their class has today are passed over. */
    public static EventAssertions of(EventStore store) {
        Serialization serialization =
                Serialization.withoutUpcasters(new JsonCodec()).over(Keyring.of(store));
        return new EventAssertions(store, serialization, DEFAULT_PATIENCE);
    }

    /**
     * The same assertions with another patience.
     *
     * @param patience how long to wait for an event, or to see that none comes
     */
    public EventAssertions within(Duration patience) {
        return new EventAssertions(store, serialization, patience);
    }

    /**
     * Asserts that an event is there, or comes in time.
     *
     * @param type the event's class
     * @param assertion checks the first one
     * @throws AssertionError when there is none, or the assertion fails
     */
    public <E> void assertReceived(Class<E> type, Consumer<? super E> assertion) {
        assertReceived(type, event -> true, assertion);
    }

    /**
     * Asserts that one of the events of a class is there, or comes in time.
     *
     * @param which says which one is meant
     * @param assertion checks the first one that is meant
     * @throws AssertionError when there is none, or the assertion fails
     */
    public <E> void assertReceived(Class<E> type, Predicate<? super E> which, Consumer<? super E> assertion) {
        assertion.accept(waitFor(type, which).event());
    }

    /**
     * Asserts that something does not lead to such an event. Those that were there before do not count.
     *
     * @param which says which event must not come
     * @param action what must not lead to it
     * @throws AssertionError when one comes while the action runs, or soon after
     */
    public <E> void refuteReceived(Class<E> type, Predicate<? super E> which, Runnable action) {
        long before = store.head();
        action.run();
        find(type, which, before)
                .ifPresent(unwanted -> fail("there should be no %s, but there is %s", name(type), unwanted));
    }

    /**
     * Waits for an event.
     *
     * @throws AssertionError when there is none in time
     */
    public <E> Received<E> waitFor(Class<E> type) {
        return waitFor(type, event -> true);
    }

    /**
     * Waits for one of the events of a class.
     *
     * @param which says which one is meant
     * @return the first one that is meant
     * @throws AssertionError when there is none in time
     */
    public <E> Received<E> waitFor(Class<E> type, Predicate<? super E> which) {
        return find(type, which, 0)
                .orElseThrow(
                        () -> new AssertionError("no %s that is meant was stored within %s; the store has %d events"
                                .formatted(name(type), patience, store.head())));
    }

    /**
     * Asserts that two events come of one request: that they have the same correlation id.
     *
     * @param oneType the class of one of them
     * @param one says which of that class is meant
     * @param otherType the class of the other one
     * @param other says which of that class is meant
     * @throws AssertionError when one of them is not there in time, or their correlation ids differ
     */
    public <E, F> void assertCorrelated(
            Class<E> oneType, Predicate<? super E> one, Class<F> otherType, Predicate<? super F> other) {
        Received<E> first = waitFor(oneType, one);
        Received<F> second = waitFor(otherType, other);
        assertThat(second.recorded().correlationId())
                .as("the correlation id of %s, beside that of %s", second, first)
                .isNotNull()
                .isEqualTo(first.recorded().correlationId());
    }

    private <E> Optional<Received<E>> find(Class<E> type, Predicate<? super E> which, long after) {
        Set<String> stored = serialization.upcasters().storedTypes(Set.of(name(type)));
        EventQuery query = EventQuery.types(stored.toArray(String[]::new));
        long deadline = System.nanoTime() + patience.toNanos();
        long position = after;
        while (true) {
            EventPage page = store.read(query, position, PAGE);
            for (RecordedEvent event : page.events()) {
                Optional<Received<E>> found = meant(event, type, which);
                if (found.isPresent()) {
                    return found;
                }
            }
            position = page.reached();
            if (page.complete()) {
                if (System.nanoTime() > deadline) {
                    return Optional.empty();
                }
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        }
    }

    private <E> Optional<Received<E>> meant(RecordedEvent stored, Class<E> type, Predicate<? super E> which) {
        EventClass wanted = EventClass.of(type);
        return serialization.today(stored).stream()
                .filter(today -> wanted.form().equals(new EventForm(today.type(), today.revision())))
                .map(today -> type.cast(serialization.decode(wanted, today, stored)))
                .filter(which)
                .findFirst()
                .map(event -> new Received<>(event, stored));
    }

    private static String name(Class<?> type) {
        return EventTypes.nameOf(type);
    }
}
