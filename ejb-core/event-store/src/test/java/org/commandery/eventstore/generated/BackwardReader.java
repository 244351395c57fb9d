package org.commandery.eventstore.generated;

import java.util.List;
import java.util.function.Supplier;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;

/** Reads the newest events backward: the first is the last that is stored, and then they go down without a gap. */
final class BackwardReader implements Reader {

    private final Supplier<EventStore> store;
    private final History history;
    private final int pageSize;

    BackwardReader(Supplier<EventStore> store, History history, int pageSize) {
        this.store = store;
        this.history = history;
        this.pageSize = pageSize;
    }

    @Override
    public void read() {
        long known = history.gaps() ? 0 : history.known();
        List<RecordedEvent> page = store.get().readAllBackward(Long.MAX_VALUE, pageSize);
        long head = page.isEmpty() ? 0 : page.get(0).position();
        if (head < known) {
            throw new AssertionError("the newest event was at %d, but %d is stored".formatted(head, known));
        }
        history.sawEnd(head);
        for (int i = 0; i < page.size(); i++) {
            if (history.gaps() ? page.get(i).position() > head - i : page.get(i).position() != head - i) {
                throw new AssertionError("position %d was read backward where %d was to come"
                        .formatted(page.get(i).position(), head - i));
            }
            history.saw(page.get(i));
        }
        if (page.size() != Math.min(head, pageSize) && !history.gaps()) {
            throw new AssertionError("%d events were read backward from %d".formatted(page.size(), head));
        }
    }
}
