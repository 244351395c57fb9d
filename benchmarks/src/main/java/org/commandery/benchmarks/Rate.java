package org.commandery.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How often a workload is done in a second. */
final class Rate {

    private Rate() {}

    /** Has that many threads do the workload in a closed loop for a while, and returns how often they did it in a second, together. */
    static double measure(Workload workload, int threads, Duration duration) {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Double>> rates = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                rates.add(executor.submit(() -> measureOne(workload, start, duration)));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } catch (Exception e) {
            throw new IllegalStateException("the workload failed", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static double measureOne(Workload workload, CyclicBarrier start, Duration duration) throws Exception {
        try (Workload.Worker worker = workload.worker()) {
            start.await();
            long begin = System.nanoTime();
            long count = 0;
            long elapsed;
            do {
                worker.once();
                count++;
                elapsed = System.nanoTime() - begin;
            } while (elapsed < duration.toNanos());
            return count * 1e9 / elapsed;
        }
    }
}
