package org.commandery.runtime.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.commandery.eventstore.RecordedEvent;

/** A delivery whose transaction is in memory: what the handler did counts when the checkpoint was written, and is forgotten otherwise. */
final class TransactedHandler implements Delivery {

    /** What the handler does with an event beside noting it. */
    interface Handler {
        void handle(RecordedEvent event) throws Exception;
    }

    final List<Long> committed = new CopyOnWriteArrayList<>();
    final List<Long> attempted = new CopyOnWriteArrayList<>();
    final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final Handler handler;

    TransactedHandler() {
        this(event -> {});
    }

    TransactedHandler(Handler handler) {
        this.handler = handler;
    }

    @Override
    public void deliver(List<RecordedEvent> events, boolean replay, Runnable checkpoint) throws Exception {
        List<Long> handled = new ArrayList<>();
        sizes.add(events.size());
        for (RecordedEvent event : events) {
            attempted.add(event.position());
            handler.handle(event);
            handled.add(event.position());
        }
        checkpoint.run();
        committed.addAll(handled);
    }
}
