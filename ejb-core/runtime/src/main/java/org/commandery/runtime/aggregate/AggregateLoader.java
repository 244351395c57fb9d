package org.commandery.runtime.aggregate;

import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.runtime.serialization.EventTypes;

/** Rebuilds aggregates from the events of their streams. */
public final class AggregateLoader {

    private static final int PAGE = 1_000;

    private final EventStore store;
    private final EventTypes eventTypes;

    /** @param eventTypes the classes of the events that the aggregates apply */
    public AggregateLoader(EventStore store, EventTypes eventTypes) {
        this.store = store;
        this.eventTypes = eventTypes;
    }

    /** Rebuilds an aggregate; one without a stream has no state and version 0. */
    public Loaded load(AggregateModel model, String stream) {
        Object state = null;
        long version = 0;
        try {
            for (RecordedEvent event : store.stream(stream, 1, PAGE)) {
                for (Object today : eventTypes.decode(event)) {
                    state = model.apply(state, today);
                }
                version = event.version();
            }
        } catch (StreamNotFound e) {
            return new Loaded(null, 0);
        }
        return new Loaded(state, version);
    }
}
