package org.commandery.benchmarks.measuring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that do a workload in a closed loop, whenever they are told to. They keep what they work with, connections say, so that neither opening
 * it nor warming it up is measured.
 */
public final class Crew implements AutoCloseable {

    private final Workload workload;
    private final ExecutorService executor;
    private final CyclicBarrier start;
    private final List<Workload.Worker> workers = new ArrayList<>();

    /** @param threads how many work at the same time */
    public Crew(Workload workload, int threads) throws Exception {
        this.workload = workload;
        this.executor = Executors.newFixedThreadPool(threads);
        this.start = new CyclicBarrier(threads);
        for (int i = 0; i < threads; i++) {
            workers.add(workload.worker());
        }
    }

    /** Has all of them work for a while, and returns how much they did in a second, together. */
    public double work(Duration duration) {
        try {
            List<Future<Double>> rates = new ArrayList<>();
            for (Workload.Worker worker : workers) {
                rates.add(executor.submit(() -> work(worker, duration)));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the workload failed", e);
        }
    }

    private double work(Workload.Worker worker, Duration duration) throws Exception {
        start.await();
        long begin = System.nanoTime();
        long count = 0;
        long elapsed;
        do {
            count += worker.once();
            elapsed = System.nanoTime() - begin;
        } while (elapsed < duration.toNanos());
        return count * 1e9 / elapsed;
    }

    /** Ends the threads, and closes the workload. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            for (Workload.Worker worker : workers) {
                worker.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        workload.close();
    }
}
