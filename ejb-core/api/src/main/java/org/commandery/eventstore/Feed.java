package org.commandery.eventstore;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which events a subscription receives, and as what.
 *
 * <p>A stream's events are counted by their versions in it, those of the whole store by their positions: see {@link RecordedEvent#number()} and
 * {@link RecordedEvent#position()}. A stream's feed has the events that are linked to the stream as well, and the stream need not exist yet.
 *
 * @param stream the stream that is followed, or {@value EventStore#ALL}
 * @param query which of the events are meant; evaluated by the store when it is the order of all events that is followed
 * @param selector which of these are wanted; called by the subscription for each. The others count as handled
 * @param mapper what the subscriber gets for an event
 * @param <T> what the subscriber gets
 */
public record Feed<T>(
        String stream,
        EventQuery query,
        Predicate<? super RecordedEvent> selector,
        Function<? super RecordedEvent, ? extends T> mapper) {

    /** All events of the store, in the global order. */
    public static Feed<RecordedEvent> all() {
        return of(EventQuery.ALL);
    }

    /** The events of the store that match a query, in the global order. */
    public static Feed<RecordedEvent> of(EventQuery query) {
        return new Feed<>(EventStore.ALL, query, event -> true, event -> event);
    }

    /** The events of one stream. {@value EventStore#ALL} means all events of the store. */
    public static Feed<RecordedEvent> ofStream(String stream) {
        return new Feed<>(stream, EventQuery.ALL, event -> true, event -> event);
    }

    /** Of these events those that a predicate wants as well. A subscription ends when its predicate throws. */
    public Feed<T> select(Predicate<? super RecordedEvent> wanted) {
        return new Feed<>(stream, query, event -> selector.test(event) && wanted.test(event), mapper);
    }

    /** The same events as something else: decoded, say. A subscription ends when its function throws, and loses nothing. */
    public <U> Feed<U> map(Function<? super T, ? extends U> function) {
        return new Feed<>(stream, query, selector, event -> function.apply(mapper.apply(event)));
    }

    /** Where an event stands in this feed: its version in the stream that is followed, or its position. */
    public long numberOf(RecordedEvent event) {
        return stream.equals(EventStore.ALL) ? event.position() : event.number();
    }

    /** Whether an event is among those that are wanted. */
    public boolean wants(RecordedEvent event) {
        return query.matches(event) && selector.test(event);
    }
}
