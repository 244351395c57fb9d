package org.commandery.eventstore.subscription;

import java.util.List;
import java.util.function.ToLongFunction;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.StreamNotFound;

/** Where a subscription reads: all events of a store by position, or one stream by version. */
interface Source {

    /** What comes after a number. */
    EventPage after(long number, int limit);

    /** The number of the last event, 0 when there is none. */
    long end();

    static Source of(EventStore store, Feed<?> feed) {
        return feed.stream().equals(EventStore.ALL)
                ? new Everything(store, feed.query())
                : new OneStream(store, feed.stream());
    }

    private static EventPage page(
            List<RecordedEvent> read, long number, int limit, ToLongFunction<RecordedEvent> numberOf) {
        long reached = read.isEmpty() ? number : numberOf.applyAsLong(read.get(read.size() - 1));
        return new EventPage(read, reached, read.size() < limit);
    }

    /** The global order, as far as a query matches. */
    record Everything(EventStore store, EventQuery query) implements Source {

        @Override
        public EventPage after(long number, int limit) {
            if (!query.equals(EventQuery.ALL)) {
                return store.read(query, number, limit);
            }
            List<RecordedEvent> read = store.readAllForward(number, limit);
            return page(read, number, limit, RecordedEvent::position);
        }

        @Override
        public long end() {
            return store.head();
        }
    }

    /** One stream. One that does not exist has no events yet, and a deleted one no more. */
    record OneStream(EventStore store, String stream) implements Source {

        @Override
        public EventPage after(long number, int limit) {
            try {
                List<RecordedEvent> read = store.readForward(stream, number + 1, limit);
                return page(read, number, limit, RecordedEvent::number);
            } catch (StreamNotFound | StreamDeleted e) {
                return new EventPage(List.of(), number, true);
            }
        }

        @Override
        public long end() {
            try {
                List<RecordedEvent> newest = store.readBackward(stream, Long.MAX_VALUE, 1);
                return newest.isEmpty() ? 0 : newest.get(0).number();
            } catch (StreamNotFound | StreamDeleted e) {
                return 0;
            }
        }
    }
}
