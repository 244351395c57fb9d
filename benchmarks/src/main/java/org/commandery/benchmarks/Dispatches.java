package org.commandery.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.commandery.benchmarks.measuring.Workload;
import org.commandery.runtime.application.RunningApplication;

/** Each thread dispatches one command after the other, each of which leads to one event. */
final class Dispatches implements Workload {

    /** One for all workloads of this process. */
    private static final AtomicInteger ORDERS = new AtomicInteger();

    private final RunningApplication application;
    private final IntFunction<String> orderOf;
    private final boolean oneAtATime;
    private final Lock turn = new ReentrantLock(true);

    private Dispatches(RunningApplication application, IntFunction<String> orderOf, boolean oneAtATime) {
        this.application = application;
        this.orderOf = orderOf;
        this.oneAtATime = oneAtATime;
    }

    /** Each thread to an aggregate of its own. */
    static Dispatches spread(RunningApplication application) {
        return new Dispatches(application, number -> "own-" + number, false);
    }

    /** All threads to one aggregate. */
    static Dispatches hot(RunningApplication application) {
        return new Dispatches(application, number -> "hot", false);
    }

    /** All threads to one aggregate, which takes the next command when the last one is stored. */
    static Dispatches oneAtATime(RunningApplication application) {
        return new Dispatches(application, number -> "queued", true);
    }

    @Override
    public Worker worker() {
        Order.Place command = new Order.Place(orderOf.apply(ORDERS.incrementAndGet()));
        return oneAtATime ? () -> inTurn(command) : () -> dispatch(command);
    }

    private long inTurn(Order.Place command) {
        turn.lock();
        try {
            return dispatch(command);
        } finally {
            turn.unlock();
        }
    }

    private long dispatch(Order.Place command) {
        application.dispatch(command);
        return 1;
    }

    @Override
    public void close() {
        Applications.close(application);
    }
}
