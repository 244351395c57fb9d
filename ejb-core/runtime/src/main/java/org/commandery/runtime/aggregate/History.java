package org.commandery.runtime.aggregate;

import java.util.Iterator;
import java.util.UUID;
import java.util.function.Predicate;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.runtime.serialization.EventTypes;
import org.jspecify.annotations.Nullable;

/** Rebuilds aggregates from the events of their streams. */
final class History {

    private static final int PAGE = 1_000;

    private final EventStore store;
    private final EventTypes eventTypes;
    private final SnapshotReader snapshots;
    private final ReadListener listener;

    History(EventStore store, EventTypes eventTypes, SnapshotReader snapshots, ReadListener listener) {
        this.store = store;
        this.eventTypes = eventTypes;
        this.snapshots = snapshots;
        this.listener = listener;
    }

    /** The aggregate as the store has it, from its snapshot when there is one that can be used. */
    Live read(AggregateKey key) {
        long begin = System.nanoTime();
        Live restored = snapshots.find(key);
        Live live = restored == null ? null : continued(key, restored);
        return live == null || restored == null
                ? told(key, readAll(key), Live.NONE, begin)
                : told(key, live, restored, begin);
    }

    /**
     * The aggregate as the store has it, read from where it was known.
     *
     * @return the same aggregate when it has no new events
     */
    Live catchUp(AggregateKey key, Live known) {
        long begin = System.nanoTime();
        Live live = known.lastEvent() == null ? null : continued(key, known);
        return live == null ? read(key) : told(key, live, known, begin);
    }

    private Live told(AggregateKey key, Live live, Live known, long begin) {
        listener.read(key.model().type(), live.version() - known.version(), System.nanoTime() - begin);
        return live;
    }

    /** Its state as long as events count: from the first one up to the one before the first that does not. */
    Loaded readWhile(AggregateKey key, Predicate<RecordedEvent> counts) {
        try {
            Iterator<RecordedEvent> events = store.stream(key.stream(), 1, PAGE).iterator();
            Reading reading = new Reading(key.model(), Live.NONE);
            while (events.hasNext()) {
                RecordedEvent event = events.next();
                if (!counts.test(event)) {
                    break;
                }
                reading.take(event);
            }
            return reading.live().loaded();
        } catch (StreamNotFound e) {
            return Live.NONE.loaded();
        }
    }

    private Live readAll(AggregateKey key) {
        try {
            return read(key, Live.NONE, store.stream(key.stream(), 1, PAGE).iterator());
        } catch (StreamNotFound e) {
            return Live.NONE;
        }
    }

    /** Reads on from the last event that is known; null when the stream does not hold it where it was. */
    private @Nullable Live continued(AggregateKey key, Live known) {
        try {
            Iterator<RecordedEvent> events =
                    store.stream(key.stream(), known.version(), PAGE).iterator();
            if (!events.hasNext()) {
                return null;
            }
            RecordedEvent last = events.next();
            if (last.number() != known.version() || !last.eventId().equals(known.lastEvent())) {
                return null;
            }
            return read(key, last.link() == null ? known.at(last.position()) : known, events);
        } catch (StreamNotFound e) {
            return null;
        }
    }

    private Live read(AggregateKey key, Live start, Iterator<RecordedEvent> events) {
        Reading reading = new Reading(key.model(), start);
        while (events.hasNext()) {
            reading.take(events.next());
        }
        return reading.live();
    }

    /** An aggregate that grows event by event. */
    private final class Reading {

        private final AggregateModel model;
        private final Live start;
        private @Nullable Object state;
        private long version;
        private @Nullable UUID lastEvent;
        private boolean linked;
        private long position;

        Reading(AggregateModel model, Live start) {
            this.model = model;
            this.start = start;
            state = start.loaded().state();
            version = start.version();
            lastEvent = start.lastEvent();
            linked = start.linked();
            position = start.position();
        }

        void take(RecordedEvent event) {
            for (Object today : eventTypes.decode(event)) {
                state = model.apply(state, today);
            }
            version = event.number();
            lastEvent = event.eventId();
            linked = event.link() != null;
            if (!linked) {
                position = event.position();
            }
        }

        Live live() {
            return version == start.version() ? start : start.after(state, version, lastEvent, linked, position);
        }
    }
}
