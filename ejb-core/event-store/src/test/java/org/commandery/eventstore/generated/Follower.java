package org.commandery.eventstore.generated;

import java.util.List;
import java.util.function.Supplier;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;

/** Reads all events from the first on, as a subscription does: what comes after a position is always the next one. */
final class Follower implements Reader {

    private final Supplier<EventStore> store;
    private final History history;
    private final int pageSize;
    private long last;

    Follower(Supplier<EventStore> store, History history, int pageSize) {
        this.store = store;
        this.history = history;
        this.pageSize = pageSize;
    }

    @Override
    public void read() {
        List<RecordedEvent> page;
        do {
            long known = history.known();
            page = store.get().readAllForward(last, pageSize);
            for (RecordedEvent event : page) {
                if (history.gaps() ? event.position() <= last : event.position() != last + 1) {
                    throw new AssertionError("a follower read position %d after %d".formatted(event.position(), last));
                }
                for (long passed = last + 1; passed < event.position(); passed++) {
                    history.passed(passed);
                }
                last = event.position();
                history.saw(event);
            }
            if (page.size() < pageSize) {
                history.sawEnd(last);
                if (last < known && !history.gaps()) {
                    throw new AssertionError(
                            "a follower read to the end at %d, but %d is stored".formatted(last, known));
                }
            }
        } while (page.size() == pageSize);
    }
}
