package org.commandery.benchmarks.measuring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Threads that do a workload in a closed loop, and remember how long each time took. */
public final class TimedSide implements Side {

    private static final double NANOS_A_MILLI = 1e6;

    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final List<Double> percentiles = new ArrayList<>();
    private final Crew crew;

    /** @param threads how many work at the same time */
    public TimedSide(int threads, Workload workload) throws Exception {
        this.crew = new Crew(new Timed(workload), threads);
    }

    @Override
    public double measure(Duration duration) {
        nanos.clear();
        double rate = crew.work(duration);
        List<Long> sorted = nanos.stream().sorted().toList();
        percentiles.add(sorted.get(sorted.size() * 99 / 100) / NANOS_A_MILLI);
        return rate;
    }

    /** Milliseconds that 99 of 100 took at most: the median over all times that this was measured, of which there must be one. */
    public double p99Millis() {
        return Median.of(percentiles);
    }

    @Override
    public void close() {
        crew.close();
    }

    private final class Timed implements Workload {

        private final Workload workload;

        Timed(Workload workload) {
            this.workload = workload;
        }

        @Override
        public Worker worker() throws Exception {
            Worker worker = workload.worker();
            return () -> {
                long begin = System.nanoTime();
                long done = worker.once();
                nanos.add(System.nanoTime() - begin);
                return done;
            };
        }

        @Override
        public void close() {
            workload.close();
        }
    }
}
