package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.internal.Backoff;
import org.commandery.eventstore.internal.Stepper;
import org.jspecify.annotations.Nullable;

/**
 * Reads the new events of a store once, for all subscriptions of this node. It keeps the newest in a bounded window from which subscriptions
 * take what they want when they want it; one that has fallen behind the window reads from the store itself. So a slow subscription
 * holds no more than the page it works on, and nobody waits for it.
 *
 * <p>The store's calls after commits only make it look sooner. That no event is missed rests on positions and on looking from time to time.
 */
final class Tail implements AutoCloseable {

    /** A page of a thousand costs two thirds of what pages of a hundred cost, larger ones gain little. */
    static final int PAGE = 1_000;

    private static final int WINDOW = 2 * PAGE;
    private static final long WINDOW_CHARACTERS = 4_000_000;

    private final String application;
    private final EventStore store;
    private final Timing timing;
    private final Runnable changed;
    private final Stepper stepper;
    private final Backoff failures;
    /** Guarded by itself. */
    private final Window window = new Window(WINDOW, WINDOW_CHARACTERS);

    /** Who is called when events of a type have come. */
    private final Map<String, Runnable> watchers = new ConcurrentHashMap<>();

    private EventStore.@Nullable AppendListener listener;
    private volatile boolean closed;

    /** @param changed called when it has read something */
    Tail(String application, EventStore store, Timing timing, Runnable changed) {
        this.application = application;
        this.store = store;
        this.timing = timing;
        this.changed = changed;
        this.failures = new Backoff(timing.firstPause(), timing.longestPause());
        this.stepper = new Stepper("commandery-" + application + "-tail", this::look);
    }

    void start() {
        listener = store.onAppend(stepper::wake);
        stepper.start();
    }

    /** Has somebody called when events of a type have come, and when they may have come before anybody looked. */
    void watch(String eventType, Runnable watcher) {
        watchers.put(eventType, watcher);
    }

    /** The position of the newest event that it has read, -1 before its start. */
    long head() {
        synchronized (window) {
            return window.head();
        }
    }

    /** What comes after a position; an empty page when nothing does yet. What has to be read for it is only what is selected. */
    Page after(long position, Selection selection) {
        synchronized (window) {
            if (window.covers(position)) {
                return Page.of(window.after(position, PAGE), position);
            }
        }
        EventPage page = store.read(selection.query(), position, PAGE);
        return new Page(page.events(), page.reached());
    }

    @Override
    public void close() {
        closed = true;
        stepper.end();
        stepper.awaitEnd();
        if (listener != null) {
            listener.close();
        }
    }

    private Duration look() {
        try {
            readNewEvents();
            failures.reset();
            return timing.poll();
        } catch (RuntimeException | Error e) {
            SubscriptionLog.LOG.tailFailed(application, e);
            return failures.pause();
        }
    }

    private void readNewEvents() {
        long head = head();
        if (head < 0) {
            long start = store.head();
            change(() -> window.startAfter(start));
            watchers.values().forEach(Runnable::run);
            return;
        }
        List<RecordedEvent> page;
        do {
            page = store.readAllForward(head, PAGE);
            if (!page.isEmpty()) {
                List<RecordedEvent> events = page;
                change(() -> window.add(events));
                callWatchers(events);
                head = page.get(page.size() - 1).position();
            }
        } while (page.size() == PAGE && !closed);
    }

    private void callWatchers(List<RecordedEvent> events) {
        watchers.forEach((type, watcher) -> {
            if (events.stream().anyMatch(event -> event.type().equals(type))) {
                watcher.run();
            }
        });
    }

    private void change(Runnable change) {
        synchronized (window) {
            change.run();
        }
        changed.run();
    }
}
