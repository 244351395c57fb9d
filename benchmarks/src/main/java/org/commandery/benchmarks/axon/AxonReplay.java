package org.commandery.benchmarks.axon;

import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.commandery.benchmarks.measuring.Workload;

/** Each thread follows the store by its tracking tokens from the first event to the last, again and again, and takes each event's object. */
public final class AxonReplay implements Workload {

    private final EmbeddedEventStore store;
    private final int events;

    /**
     * @param payload what each event holds
     * @param events how many are stored and read
     */
    public AxonReplay(DataSource dataSource, Object payload, int events) {
        EventStorageEngine engine = AxonStore.engine(dataSource);
        this.store = AxonStore.store(engine);
        this.events = events;
        AxonStore.fill(engine, payload, events);
    }

    @Override
    public Worker worker() {
        return new Reader();
    }

    @Override
    public void close() {
        store.shutDown();
    }

    private final class Reader implements Worker {

        private BlockingStream<TrackedEventMessage<?>> stream = store.openStream(null);
        private int read;

        @Override
        public long once() throws InterruptedException {
            if (read == events) {
                stream.close();
                stream = store.openStream(null);
                read = 0;
            }
            if (stream.nextAvailable().getPayload() == null) {
                throw new IllegalStateException();
            }
            read++;
            return 1;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
