package org.commandery.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;

/** Appends at a steady pace, far below what the store can do, and remembers when each append was acknowledged. */
final class Trickle {

    static final int EVENTS_A_SECOND = 2_000;

    private static final int THREADS = 8;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    /**
     * An append that returned.
     *
     * @param position of its event
     * @param nanos when, on the machine's clock: {@link #now()}
     */
    record Acknowledged(long position, long nanos) {

        String written() {
            return position + ":" + nanos;
        }

        static Acknowledged read(String text) {
            int colon = text.indexOf(':');
            return new Acknowledged(
                    Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
        }
    }

    private Trickle() {}

    /** Nanoseconds since 1970, by a clock that all processes of the machine share; true to about a microsecond. */
    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_A_SECOND + now.getNano();
    }

    /** Appends 2,000 events a second, one at a time. */
    static List<Acknowledged> run(EventStore store, Duration duration) throws InterruptedException {
        return run(store, EVENTS_A_SECOND, duration);
    }

    /** Appends so many events a second, one at a time. */
    static List<Acknowledged> run(EventStore store, int perSecond, Duration duration) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<Acknowledged>>> parts = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String stream = "trickle-" + thread;
                parts.add(executor.submit(() -> appendAtPace(store, stream, perSecond / THREADS, duration)));
            }
            List<Acknowledged> all = new ArrayList<>();
            for (Future<List<Acknowledged>> part : parts) {
                all.addAll(part.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<Acknowledged> appendAtPace(EventStore store, String stream, int perSecond, Duration duration) {
        List<Acknowledged> acknowledged = new ArrayList<>();
        List<EventData> event = List.of(EventData.of(OrderPlaced.TYPE, OrderPlaced.DATA));
        long begin = System.nanoTime();
        long events = perSecond * duration.toMillis() / 1_000;
        for (int i = 0; i < events; i++) {
            long due = begin + i * NANOS_A_SECOND / perSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            AppendResult result = store.append(stream, ExpectedVersion.ANY, event);
            acknowledged.add(new Acknowledged(result.position(), now()));
        }
        return acknowledged;
    }
}
