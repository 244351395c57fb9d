package org.commandery.runtime.aggregate;

import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Snapshot;
import org.commandery.runtime.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots, one after the other, on a thread that is there only while there are some to take. Whoever asks for one never waits and never
 * learns of a failure: when too many wait, the newest are not taken.
 */
final class SnapshotTaker implements AutoCloseable {

    private static final int MOST_WAITING = 1_000;
    private static final long IDLE_SECONDS = 10;

    private final EventStore store;
    private final Serialization serialization;
    private final ThreadPoolExecutor thread;

    SnapshotTaker(EventStore store, Serialization serialization) {
        this.store = store;
        this.serialization = serialization;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                SnapshotTaker::thread,
                new ThreadPoolExecutor.DiscardPolicy());
        this.thread.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        // Of whoever asked first it must not keep the class loader, which may end before this thread.
        Thread thread = new Thread(null, work, "aggregate-snapshots", 0, false);
        thread.setContextClassLoader(SnapshotTaker.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Asks for a snapshot when one is due.
     *
     * @return the aggregate, which knows of the snapshot that was asked for
     */
    Live takeIfDue(AggregateKey key, Live live) {
        SnapshotRule rule = key.model().snapshots();
        if (rule == null || !rule.isDue(live)) {
            return live;
        }
        try {
            thread.execute(() -> take(key, rule, live));
        } catch (OutOfMemoryError e) {
            // There can be no more threads: a command must not fail for that.
            AggregateLog.LOG.snapshotFailed(key.stream(), live.version(), e);
        }
        return live.withSnapshot(live.version());
    }

    private void take(AggregateKey key, SnapshotRule rule, Live live) {
        Object state = live.loaded().state();
        if (state == null) {
            return;
        }
        try {
            String type = key.model().type().getName();
            Snapshot snapshot = new Snapshot(
                    key.stream(),
                    live.version(),
                    type,
                    rule.version(),
                    serialization.encodeState(state, key.stream(), live.version(), type),
                    Map.of(
                            SnapshotReader.LAST_EVENT,
                            String.valueOf(live.lastEvent()),
                            SnapshotReader.LINKED,
                            String.valueOf(live.linked())),
                    null);
            if (comesBack(state, snapshot)) {
                store.snapshots().record(snapshot);
            } else {
                AggregateLog.LOG.snapshotDiffers(
                        key.stream(), live.version(), state.getClass().getName());
            }
        } catch (RuntimeException | StackOverflowError e) {
            AggregateLog.LOG.snapshotFailed(key.stream(), live.version(), e);
        }
    }

    /** A state that loses something on its way to the snapshot and back would be a wrong one for all commands that follow. */
    private boolean comesBack(Object state, Snapshot snapshot) {
        Object read = serialization.decodeState(snapshot, state.getClass());
        return state.equals(read) || !hasEquals(state.getClass());
    }

    private static boolean hasEquals(Class<?> type) {
        for (@Nullable Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (var method : each.getDeclaredMethods()) {
                if (method.getName().equals("equals")
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == Object.class
                        && !Modifier.isAbstract(method.getModifiers())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes no more; what is being written is finished. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
