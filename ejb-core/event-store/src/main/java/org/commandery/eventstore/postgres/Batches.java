package org.commandery.eventstore.postgres;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.commandery.eventstore.Append;

/**
 * Takes from a queue what can be written together: not two appends to one stream nor two of one command, which wait for the next batch in
 * their order; and not so much that other nodes wait long for the store's lock. Used by one thread.
 */
final class Batches {

    private static final int MOST_APPENDS = 1_000;
    private static final int MOST_EVENTS = 5_000;
    private static final long MOST_BYTES = 4_000_000;

    private final Queue<Pending> queue;
    private List<Pending> carriedOver = new ArrayList<>();

    Batches(Queue<Pending> queue) {
        this.queue = queue;
    }

    /** Puts one, which was taken from the queue before, in front of it. */
    void carryOver(Pending pending) {
        carriedOver.add(pending);
    }

    /** The next batch; empty when nothing waits. */
    List<Pending> next() {
        List<Pending> batch = new ArrayList<>();
        List<Pending> later = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        int events = 0;
        long bytes = 0;
        boolean full = false;
        for (Pending next : waiting()) {
            // Remembered even when it has to wait: what comes after it on its streams has to wait behind it.
            // Its own appends may share a stream, so all of it is looked for before any is remembered.
            boolean isNew = next.appends().stream().noneMatch(append -> isTaken(append, taken));
            next.appends().forEach(append -> take(append, taken));
            full |= !batch.isEmpty() && (events + next.events() > MOST_EVENTS || bytes + next.size() > MOST_BYTES);
            if (full || !isNew) {
                later.add(next);
            } else {
                batch.add(next);
                events += next.events();
                bytes += next.size();
            }
        }
        carriedOver = later;
        return batch;
    }

    private static boolean isTaken(Append append, Set<Object> taken) {
        return taken.contains(append.stream()) || append.commandId() != null && taken.contains(append.commandId());
    }

    private static void take(Append append, Set<Object> taken) {
        taken.add(append.stream());
        if (append.commandId() != null) {
            taken.add(append.commandId());
        }
    }

    private List<Pending> waiting() {
        List<Pending> waiting = carriedOver;
        while (waiting.size() < MOST_APPENDS) {
            Pending next = queue.poll();
            if (next == null) {
                break;
            }
            waiting.add(next);
        }
        return waiting;
    }
}
