package org.commandery.eventstore.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done in steps, one after the other, never two at once. Between two steps it may rest, and then it has no thread: there may be
 * thousands of these as long as few of them have something to do.
 */
public final class Stepper {

    private enum State {
        RESTING,
        STEPPING,
        /** Woken during a step: the rest after it is left out. */
        WOKEN,
        ENDED;

        State woken() {
            return switch (this) {
                case RESTING -> STEPPING;
                case STEPPING, WOKEN -> WOKEN;
                case ENDED -> ENDED;
            };
        }
    }

    private final String name;
    private final Supplier<Duration> step;
    private final AtomicReference<State> state = new AtomicReference<>(State.RESTING);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean started;
    private volatile boolean ending;
    private volatile @Nullable Thread thread;
    /** Only for whoever turned the state from resting to stepping. */
    private @Nullable Future<?> alarm;

    /**
     * @param name what its thread is called while it has one
     * @param step the next step; returns how long to rest after it, at most. It must not throw
     */
    public Stepper(String name, Supplier<Duration> step) {
        this.name = name;
        this.step = step;
    }

    /** Begins with the first step. */
    public void start() {
        started = true;
        wake();
    }

    /** Ends the rest, or leaves out the next one. Does nothing before the start and after the end. */
    public void wake() {
        if (started && state.getAndUpdate(State::woken) == State.RESTING) {
            try {
                Threads.execute(name, this::run);
            } catch (RuntimeException | Error e) {
                // There was no thread to be had. The alarm still stands.
                state.set(State.RESTING);
                throw e;
            }
        }
    }

    /** Makes the present step the last, without waiting for its end. */
    public void end() {
        ending = true;
        wake();
    }

    /** Waits for the end of the last step, whatever interrupts; not in that step itself, nor when there was no start. */
    public void awaitEnd() {
        if (started && !isCurrentThread()) {
            Threads.await(ended);
        }
    }

    /** Whether the calling thread is the one that it works on. */
    public boolean isCurrentThread() {
        return thread == Thread.currentThread();
    }

    private void run() {
        thread = Thread.currentThread();
        clearAlarm();
        while (!ending) {
            // The step before may have left the thread interrupted.
            Thread.interrupted();
            Duration rest = step.get();
            if (!rest.isZero() && goToRest(rest)) {
                return;
            }
        }
        thread = null;
        state.set(State.ENDED);
        ended.countDown();
    }

    /** @return false when it was woken meanwhile */
    private boolean goToRest(Duration rest) {
        thread = null;
        alarm = Threads.after(rest, this::wake);
        if (state.compareAndSet(State.STEPPING, State.RESTING)) {
            return true;
        }
        state.set(State.STEPPING);
        thread = Thread.currentThread();
        clearAlarm();
        return false;
    }

    private void clearAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }
}
