package org.commandery.benchmarks;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.commandery.benchmarks.measuring.Workload;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;

/** Each thread makes one append after the other to a stream of its own, at the exact version; with several stores, to one after the other. */
final class StoreAppends implements Workload {

    /** One for all workloads of this process: each thread of each has a stream of its own. */
    private static final AtomicInteger STREAMS = new AtomicInteger();

    private final List<EventStore> stores;
    private final int events;
    private final Supplier<String> data;

    private StoreAppends(List<EventStore> stores, int events, Supplier<String> data) {
        this.stores = stores;
        this.events = events;
        this.data = data;
    }

    /** Appends of that many events. */
    static StoreAppends of(EventStore store, int events) {
        return new StoreAppends(List.of(store), events, () -> OrderPlaced.DATA);
    }

    /** Appends of one event, of which each is encoded. */
    static StoreAppends encoding(EventStore store, Supplier<String> data) {
        return new StoreAppends(List.of(store), 1, data);
    }

    /** Appends of one event, each thread going from store to store. */
    static StoreAppends spread(List<EventStore> stores) {
        return new StoreAppends(stores, 1, () -> OrderPlaced.DATA);
    }

    @Override
    public Worker worker() {
        return new Writer(STREAMS.incrementAndGet());
    }

    @Override
    public void close() {
        stores.forEach(EventStore::close);
    }

    private final class Writer implements Worker {

        private final String stream;
        private final ExpectedVersion[] versions = new ExpectedVersion[stores.size()];
        private int next;

        Writer(int number) {
            // Other processes may write to the same store.
            stream = "order-" + ProcessHandle.current().pid() + "-" + number;
            Arrays.fill(versions, ExpectedVersion.NO_STREAM);
            // Else all threads would march through the stores together.
            next = number * 31 % stores.size();
        }

        @Override
        public long once() {
            next = (next + 1) % stores.size();
            List<EventData> appended = Collections.nCopies(events, EventData.of(OrderPlaced.TYPE, data.get()));
            AppendResult result = stores.get(next).append(stream, versions[next], appended);
            versions[next] = ExpectedVersion.exactly(result.version());
            return events;
        }
    }
}
