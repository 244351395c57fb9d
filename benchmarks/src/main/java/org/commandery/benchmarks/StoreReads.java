package org.commandery.benchmarks;

import java.util.List;
import org.commandery.benchmarks.measuring.Workload;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;

/** Each thread reads all events from the first to the last, a page at a time, again and again. */
final class StoreReads implements Workload {

    static final int PAGE = 1_000;

    private final EventStore store;
    private final Decoding decoding;

    StoreReads(EventStore store, Decoding decoding) {
        this.store = store;
        this.decoding = decoding;
    }

    @Override
    public Worker worker() {
        return new Reader();
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Reader implements Worker {

        private long position;

        @Override
        public long once() {
            List<RecordedEvent> page = store.readAllForward(position, PAGE);
            page.forEach(event -> decoding.decode(event.data()));
            position = page.size() < PAGE ? 0 : page.get(page.size() - 1).position();
            return page.size();
        }
    }
}
