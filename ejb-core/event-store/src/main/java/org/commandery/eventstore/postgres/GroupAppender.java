package org.commandery.eventstore.postgres;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * Writes the appends of all callers: those that come while a commit is under way share the next one. That commit is the only waiting there
 * is, so a lone caller does not pay for the sharing.
 *
 * <p>There is one thread and one connection. A caller who finds nobody else at work borrows the connection and writes by itself, which spares
 * two changes of thread; connections are opened and closed by the thread only, as containers tie them to the component that asked for them.
 */
final class GroupAppender implements AutoCloseable {

    private static final int QUEUE_CAPACITY = 10_000;
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final BatchWriter writer;
    private final Runnable committed;
    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    /** Held by whoever uses the writer. */
    private final ReentrantLock writing = new ReentrantLock();

    private final Thread thread;
    /** Whether the last batch had several appends: then sharing a commit is better than writing alone. */
    private volatile boolean crowded;

    private volatile boolean closed;
    private volatile boolean ended;

    /** @param committed called after each batch */
    GroupAppender(Database database, String threadName, Runnable committed) {
        this.writer = new BatchWriter(database);
        this.committed = committed;
        // Without the loader of whoever creates the store, which may outlive it.
        this.thread = new Thread(null, this::writeUntilClosed, threadName, 0, false);
        this.thread.setContextClassLoader(GroupAppender.class.getClassLoader());
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Appends all or none, and waits for the commit. */
    List<AppendResult> append(List<Append> appends) {
        Pending pending = new Pending(appends);
        if (!writeAlone(pending)) {
            enqueue(pending);
        }
        try {
            return pending.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof EventStoreException refused ? refused : e;
        }
    }

    /** Appends without waiting for the commit; waits only when the queue is full. */
    CompletableFuture<AppendResult> appendAsync(Append append) {
        Pending pending = new Pending(List.of(append));
        enqueue(pending);
        return pending.answer().thenApply(results -> results.get(0));
    }

    private boolean writeAlone(Pending pending) {
        if (crowded || closed || !queue.isEmpty() || !writing.tryLock()) {
            return false;
        }
        try {
            if (!writer.isOpen()) {
                return false;
            }
            write(List.of(pending));
            return true;
        } finally {
            writing.unlock();
        }
    }

    private void enqueue(Pending pending) {
        try {
            if (closed) {
                throw closedError();
            }
            queue.put(pending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventStoreUnavailable(
                    "the thread was interrupted before the append was taken; nothing was written", e);
        }
        if (ended) {
            refuseRest();
        }
    }

    private void writeUntilClosed() {
        Batches batches = new Batches(queue);
        while (!closed || !queue.isEmpty()) {
            awaitFirst(batches);
            writing.lock();
            try {
                for (List<Pending> batch = batches.next(); !batch.isEmpty(); batch = batches.next()) {
                    crowded = batch.size() > 1;
                    write(batch);
                }
                if (closed || writer.isIdleFor(IDLE)) {
                    writer.close();
                }
            } finally {
                writing.unlock();
            }
        }
        ended = true;
        refuseRest();
    }

    private void awaitFirst(Batches batches) {
        try {
            Pending first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                // Callers who write by themselves would otherwise take the lock again and again, before this thread
                // wakes up to it.
                crowded = true;
                batches.carryOver(first);
            }
        } catch (InterruptedException e) {
            // Only close interrupts, to end the waiting.
        }
    }

    private void write(List<Pending> batch) {
        writer.write(batch);
        committed.run();
    }

    private void refuseRest() {
        for (@Nullable Pending rest = queue.poll(); rest != null; rest = queue.poll()) {
            rest.answer().completeExceptionally(closedError());
        }
    }

    private static EventStoreUnavailable closedError() {
        return new EventStoreUnavailable("the event store is closed", null);
    }

    /** Takes no more appends, writes what was taken, and gives the connection back. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
