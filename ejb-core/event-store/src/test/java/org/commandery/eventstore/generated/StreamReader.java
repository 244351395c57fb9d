package org.commandery.eventstore.generated;

import java.util.function.Supplier;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;

/** Reads one stream as it grows: its versions have no gaps, and its positions only go up. */
final class StreamReader implements Reader {

    private static final int PAGE = 20;

    private final Supplier<EventStore> store;
    private final History history;
    private final String stream;
    private long version;
    private long position;

    StreamReader(Supplier<EventStore> store, History history, String stream) {
        this.store = store;
        this.history = history;
        this.stream = stream;
    }

    @Override
    public void read() {
        try {
            for (RecordedEvent event : store.get().stream(stream, version + 1, PAGE)) {
                if (event.number() != version + 1 || (event.link() == null && event.position() <= position)) {
                    throw new AssertionError("after version %d at %d came %s".formatted(version, position, event));
                }
                history.saw(event);
                version = event.number();
                position = event.link() == null ? event.position() : position;
            }
        } catch (StreamNotFound e) {
            if (version > 0) {
                throw new AssertionError("a stream is gone that was at version " + version, e);
            }
        }
    }
}
