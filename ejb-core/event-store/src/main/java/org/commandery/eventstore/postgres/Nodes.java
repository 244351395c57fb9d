package org.commandery.eventstore.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.internal.AppendListeners;
import org.commandery.eventstore.internal.Backoff;
import org.commandery.eventstore.internal.Stepper;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other nodes of a store that this one has appended, and has this one's listeners called when they have. Nothing rests on it but speed: whoever
 * follows the store looks by himself as well.
 *
 * <p>Notifications are sent after the commit, never in its transaction, where they would have all commits of the database wait for each other; and
 * rarely, some hundred a second at most, as the driver cannot cope with more. They are sent only while another node listens.
 *
 * <p>To listen costs a connection. So a store does it only while somebody waits for its events and there are any: a minute without one, and the
 * connection is given back. The next event is then found by looking.
 */
final class Nodes implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Nodes.class);

    private static final Duration BETWEEN_NOTIFICATIONS = Duration.ofMillis(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
    /** How long a store listens on after the last event. */
    static final Duration IN_USE = Duration.ofMinutes(1);

    private static final Duration LISTENING_AT_ONCE = Duration.ofMillis(100);
    private static final Duration UNTIL_WOKEN = Duration.ofMinutes(10);
    private static final long PRESENCE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Database database;
    private final LongSupplier head;
    private final AppendListeners listeners;
    private final long inUseNanos;
    private final Stepper sender = new Stepper("event-store-notify", this::send);
    private final Stepper listener = new Stepper("event-store-listen", this::listen);
    private final Backoff failures = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private final AtomicBoolean unsent = new AtomicBoolean();
    private volatile boolean sending;
    private volatile boolean idle = true;
    private volatile long lastUse;

    // Only the sender writes these.
    private volatile boolean othersListen;
    private volatile long looked = System.nanoTime() - PRESENCE_NANOS;

    // Only the listener writes these.
    private volatile @Nullable Notifications notifications;
    private boolean canListen;
    private long knownHead;

    /**
     * @param head gives the position of the last event
     * @param listeners who is to be called
     * @param canListen whether connections can wait for notifications; if not, it looks for events again and again
     * @param inUse how long it goes on after the last event
     */
    Nodes(Database database, LongSupplier head, AppendListeners listeners, boolean canListen, Duration inUse) {
        this.database = database;
        this.head = head;
        this.listeners = listeners;
        this.canListen = canListen;
        this.inUseNanos = inUse.toNanos();
        this.lastUse = System.nanoTime() - inUseNanos;
        sender.start();
        listener.start();
    }

    /** This node has appended. */
    void appended() {
        listeners.wake();
        unsent.set(true);
        if (!sending && (othersListen || System.nanoTime() - looked >= PRESENCE_NANOS)) {
            sender.wake();
        }
        used();
    }

    /** There are events, and they are read. */
    void used() {
        lastUse = System.nanoTime();
        if (idle && listeners.any()) {
            listener.wake();
        }
    }

    private Duration send() {
        if (!unsent.getAndSet(false)) {
            sending = false;
            return unsent.get() ? Duration.ZERO : UNTIL_WOKEN;
        }
        sending = true;
        try {
            if (othersListen()) {
                Notifications.send(database);
            }
        } catch (EventStoreUnavailable e) {
            LOG.debugf(e, "the other nodes could not be told of an append");
        }
        return BETWEEN_NOTIFICATIONS;
    }

    private boolean othersListen() {
        long now = System.nanoTime();
        if (now - looked >= PRESENCE_NANOS) {
            looked = now;
            othersListen = Notifications.listening(database) > (notifications == null ? 0 : 1);
        }
        return othersListen;
    }

    private Duration listen() {
        if (!isWanted()) {
            stopListening();
            idle = true;
            // Whoever has used the store since must see that it is idle, or be seen here.
            return isWanted() ? Duration.ZERO : UNTIL_WOKEN;
        }
        idle = false;
        try {
            Duration rest = canListen ? awaitNotification() : look();
            failures.reset();
            return rest;
        } catch (Notifications.UnsupportedException e) {
            LOG.infof(
                    "cannot listen to other nodes, looks for their events each %d ms instead: %s",
                    BETWEEN_LOOKS.toMillis(), e);
            canListen = false;
            stopListening();
            return Duration.ZERO;
        } catch (SQLException | EventStoreUnavailable e) {
            LOG.debugf(e, "cannot hear of other nodes");
            stopListening();
            return failures.pause();
        }
    }

    private boolean isWanted() {
        return listeners.any() && System.nanoTime() - lastUse < inUseNanos;
    }

    private Duration awaitNotification() throws SQLException {
        Notifications open = notifications;
        if (open == null) {
            notifications = Notifications.listen(database);
            // For what was stored before.
            listeners.wake();
        } else if (open.await(LISTENING_AT_ONCE)) {
            used();
            listeners.wake();
        }
        return Duration.ZERO;
    }

    private Duration look() {
        long now = head.getAsLong();
        if (now != knownHead) {
            knownHead = now;
            used();
            listeners.wake();
        }
        return BETWEEN_LOOKS;
    }

    private void stopListening() {
        Notifications open = notifications;
        notifications = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debugf(e, "the connection that listened could not be given back");
            }
        }
    }

    @Override
    public void close() {
        sender.end();
        listener.end();
        sender.awaitEnd();
        listener.awaitEnd();
        stopListening();
    }
}
