package org.commandery.runtime.aggregate;

import java.util.List;
import org.commandery.application.TooManyAttempts;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.runtime.serialization.EventTypes;
import org.jspecify.annotations.Nullable;

/** The aggregates of an application: rebuilds them from the events of their streams, lets them decide, and appends what they decide. */
public final class Aggregates {

    private static final int PAGE = 1_000;

    private final EventStore store;
    private final EventTypes eventTypes;

    /** @param eventTypes the classes of the events that the aggregates apply */
    public Aggregates(EventStore store, EventTypes eventTypes) {
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

    /**
     * Lets an aggregate decide and appends its events; when somebody else wrote to its stream meanwhile, once more, on the new state.
     *
     * @throws WrongExpectedVersion when the aggregate is at another version than expected
     * @throws TooManyAttempts when others were faster each time
     */
    public Executed execute(Execution execution) {
        WrongExpectedVersion refusal = null;
        for (int attempt = 0; attempt < execution.attempts(); attempt++) {
            try {
                return executeOnce(execution);
            } catch (WrongExpectedVersion e) {
                if (execution.expectedVersion() != null) {
                    throw e;
                }
                refusal = e;
            }
        }
        throw new TooManyAttempts(execution.stream(), execution.attempts(), refusal);
    }

    private Executed executeOnce(Execution execution) {
        Loaded aggregate = load(execution.aggregate(), execution.stream());
        requireVersion(execution, aggregate);
        List<Object> events = execution.decision().decide(aggregate);
        Object state = stateAfter(execution.aggregate(), aggregate.state(), events);
        return new Executed(
                events,
                state,
                store.append(Append.of(
                                execution.stream(),
                                ExpectedVersion.exactly(aggregate.version()),
                                events.stream().map(execution.form()).toList())
                        .withCommandId(execution.commandId())));
    }

    private static void requireVersion(Execution execution, Loaded aggregate) {
        Long expected = execution.expectedVersion();
        if (expected != null && expected != aggregate.version()) {
            throw new WrongExpectedVersion(execution.stream(), ExpectedVersion.exactly(expected), aggregate.version());
        }
    }

    /** Before anything is appended: an event that cannot be applied would make the aggregate unreadable. */
    private static @Nullable Object stateAfter(AggregateModel model, @Nullable Object before, List<Object> events) {
        Object state = before;
        for (Object event : events) {
            state = model.apply(state, event);
        }
        return state;
    }
}
