package org.commandery.eventstore.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Threads that start the same work at the same moment. */
public final class Race {

    private static final int LIMIT_SECONDS = 60;

    private Race() {}

    /**
     * Runs work in that many threads, which wait for each other before they start.
     *
     * @param work what the thread of this number does, 0 first
     * @return what each thread returned, by number
     * @throws AssertionError when a thread failed, or is not ready after a minute
     */
    public static <T> List<T> run(int threads, IntFunction<Callable<T>> work) {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> runners = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Callable<T> callable = work.apply(i);
                runners.add(executor.submit(() -> {
                    start.await();
                    return callable.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> runner : runners) {
                results.add(runner.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a thread of the race failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
