package org.commandery.eventstore.generated;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStore.AppendListener;
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
            listener = current.subscribe(Feed.all(), events -> receive(events, before));
            listenedTo = current;
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
            before.set(event.position());
            last = event.position();
            history.count("heard");
        }
    }

    /** Waits for the last event, which must come, and ends. */
    @Override
    public void finish() {
        read();
        if (last > 0) {
            long head = history.lastToBeDelivered();
            Patience.until("a listener hears of what is stored up to " + head, () -> last >= head);
        }
        if (listener != null) {
            listener.close();
        }
    }
}
