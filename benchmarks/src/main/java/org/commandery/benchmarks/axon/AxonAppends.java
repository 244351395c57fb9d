package org.commandery.benchmarks.axon;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.commandery.benchmarks.measuring.Workload;

/** Each thread appends one event after the other to an aggregate of its own. */
public final class AxonAppends implements Workload {

    private final EventStorageEngine engine;
    private final Object payload;
    private final AtomicInteger aggregates = new AtomicInteger();

    /** @param payload what each event holds */
    public AxonAppends(DataSource dataSource, Object payload) {
        this.engine = AxonStore.engine(dataSource);
        this.payload = payload;
    }

    @Override
    public Worker worker() {
        String aggregate = "order-" + aggregates.incrementAndGet();
        return new Worker() {
            private long sequence;

            @Override
            public long once() {
                engine.appendEvents(new GenericDomainEventMessage<>("Order", aggregate, sequence++, payload));
                return 1;
            }
        };
    }
}
