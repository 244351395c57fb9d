package org.commandery.eventstore.generated;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStore.AppendListener;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** Listens to what is stored from its beginning on: each event comes, in order, also when the connection to the database was lost. */
final class TransientReader implements Reader {

    private final Supplier<EventStore> store;
    private final History history;
    private final AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
    private @Nullable EventStore listenedTo;
    private @Nullable AppendListener listener;
    /** What is stored after this position must be heard; the greatest number as long as that is not known. */
    private long begin;

    private volatile long first;
    private volatile long last;

    TransientReader(Supplier<EventStore> store, History history) {
        this.store = store;
        this.history = history;
    }

    @Override
    public void read() {
        AssertionError failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        EventStore current = store.get();
        if (listenedTo != current) {
            AtomicReference<Long> before = new AtomicReference<>(-1L);
            first = 0;
            listener = current.subscribe(Feed.all(), events -> receive(events, before));
            listenedTo = current;
            begin = Long.MAX_VALUE;
        }
        if (begin == Long.MAX_VALUE) {
            begin = current.head();
        }
    }

    private void receive(List<RecordedEvent> events, AtomicReference<Long> before) {
        for (RecordedEvent event : events) {
            boolean right = before.get() < 0 || history.gaps()
                    ? event.position() > before.get()
                    : event.position() == before.get() + 1;
            if (!right) {
                failure.compareAndSet(
                        null,
                        new AssertionError(
                                "a listener got position %d after %d".formatted(event.position(), before.get())));
            }
            if (before.getAndSet(event.position()) < 0) {
                first = event.position();
            }
            last = event.position();
            history.count("heard");
        }
    }

    /** Waits for the last event, which must come, and ends. */
    @Override
    public void finish() {
        long head = history.lastToBeDelivered();
        Patience.until("a listener hears of what is stored up to " + head, () -> {
            try {
                read();
            } catch (EventStoreUnavailable e) {
                history.unavailable(e);
            }
            return begin != Long.MAX_VALUE && (head <= begin || last >= head);
        });
        if (first > begin + 1 && !history.gaps()) {
            throw new AssertionError("a listener that was there after %d heard %d first".formatted(begin, first));
        }
        if (listener != null) {
            listener.close();
        }
    }
}
