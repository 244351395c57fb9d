package org.commandery.benchmarks;

import java.util.Collections;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.measuring.Workload;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.serialization.JsonCodec;

/** Reads one long stream again and again: as an aggregate, or event by event. */
final class Rebuilds implements Workload {

    private static final String LONG = "long";
    private static final int EVENTS = 10_000;

    private final RunningApplication application;
    private final Worker worker;

    private Rebuilds(RunningApplication application, Worker worker) {
        this.application = application;
        this.worker = worker;
    }

    /** Rebuilds the aggregate, of which nothing stays in memory. */
    static Rebuilds ofAggregate(Site site, JsonCodec codec) {
        RunningApplication application = filled(site, codec);
        return new Rebuilds(
                application,
                () -> application.aggregate(Order.class, LONG).orElseThrow().placed());
    }

    /** Reads and decodes the same events from the store. */
    static Rebuilds ofStream(Site site, JsonCodec codec) {
        RunningApplication application = filled(site, codec);
        Decoding decoding = Decoding.by(codec);
        EventStore store = application.eventStore();
        return new Rebuilds(application, () -> {
            long events = 0;
            for (RecordedEvent event : store.stream(Applications.PREFIX + LONG, 1, StoreReads.PAGE)) {
                decoding.decode(event.data());
                events++;
            }
            return events;
        });
    }

    private static RunningApplication filled(Site site, JsonCodec codec) {
        RunningApplication application = Applications.open(site, codec, 0);
        if (application.aggregate(Order.class, LONG).isEmpty()) {
            EventData event = EventData.of(OrderPlaced.TYPE, OrderPlaced.DATA);
            application
                    .eventStore()
                    .append(Applications.PREFIX + LONG, ExpectedVersion.ANY, Collections.nCopies(EVENTS, event));
        }
        return application;
    }

    @Override
    public Worker worker() {
        return worker;
    }

    @Override
    public void close() {
        Applications.close(application);
    }
}
