package org.commandery.benchmarks;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;

/** Each thread appends one event after the other to a stream of its own, at the exact version. */
final class StoreAppends implements Workload {

    private static final String SCHEMA = "store";

    private final EventStore store;
    private final AtomicInteger streams = new AtomicInteger();

    StoreAppends(DataSource dataSource) {
        EventStoreMigrations.migrate(dataSource, SCHEMA);
        store = PostgresEventStore.builder(dataSource).schema(SCHEMA).build();
    }

    @Override
    public Worker worker() {
        return new Writer(store, "order-" + streams.incrementAndGet());
    }

    @Override
    public void close() {
        store.close();
    }

    private static final class Writer implements Worker {

        private static final EventData EVENT = EventData.of(Row.TYPE, Row.DATA);

        private final EventStore store;
        private final String stream;
        private long version;

        Writer(EventStore store, String stream) {
            this.store = store;
            this.stream = stream;
        }

        @Override
        public void once() {
            version = store.append(stream, ExpectedVersion.exactly(version), List.of(EVENT))
                    .version();
        }

        @Override
        public void close() {
            // The store is closed with the workload.
        }
    }
}
