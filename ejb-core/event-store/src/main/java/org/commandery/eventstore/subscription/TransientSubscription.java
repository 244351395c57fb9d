package org.commandery.eventstore.subscription;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStore.AppendListener;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.internal.Backoff;
import org.commandery.eventstore.internal.Stepper;
import org.jboss.logging.Logger;

/** Brings what is stored from now on to a listener. All that it keeps is the number that it has come to. */
final class TransientSubscription<T> implements AppendListener {

    private static final Logger LOG = Logger.getLogger(TransientSubscription.class);

    private final Feed<T> feed;
    private final Consumer<? super List<T>> listener;
    private final Source source;
    private final Stepper stepper;
    private final Backoff failures = new Backoff(Timing.FIRST_PAUSE, Timing.POLL);
    private final Consumer<TransientSubscription<?>> closed;
    private final AppendListener wakeUps;
    private long reached;

    TransientSubscription(
            EventStore store,
            Feed<T> feed,
            Consumer<? super List<T>> listener,
            Consumer<TransientSubscription<?>> closed) {
        this.feed = feed;
        this.listener = listener;
        this.closed = closed;
        this.source = Source.of(store, feed);
        this.reached = source.end();
        this.stepper = new Stepper("commandery-transient-" + feed.stream(), this::step);
        this.wakeUps = store.onAppend(stepper::wake);
    }

    void start() {
        stepper.start();
    }

    private Duration step() {
        EventPage page;
        try {
            page = source.after(reached, Timing.PAGE);
            failures.reset();
        } catch (RuntimeException e) {
            LOG.debugf(e, "a transient subscription to '%s' cannot read", feed.stream());
            return failures.pause();
        }
        reached = page.reached();
        try {
            deliver(page.events());
        } catch (RuntimeException | Error e) {
            LOG.warnf(
                    e,
                    "the listener of a transient subscription to '%s' failed; goes on behind %d",
                    feed.stream(),
                    reached);
        }
        return page.complete() ? Timing.POLL : Duration.ZERO;
    }

    private void deliver(List<RecordedEvent> events) {
        List<T> wanted = events.stream()
                .filter(feed::wants)
                .<T>map(event -> feed.mapper().apply(event))
                .toList();
        if (!wanted.isEmpty()) {
            Thread.currentThread().setContextClassLoader(listener.getClass().getClassLoader());
            listener.accept(wanted);
        }
    }

    /** Returns when the listener is not being called any more; at once when it is the listener that calls. */
    @Override
    public void close() {
        wakeUps.close();
        stepper.end();
        stepper.awaitEnd();
        closed.accept(this);
    }
}
