package org.commandery.benchmarks.measuring;

import java.time.Duration;

/** One of the two things that a ratio compares: does its work for a while, and says how fast. */
public interface Side extends AutoCloseable {

    /** How much is done in a second. */
    double measure(Duration duration) throws Exception;

    @Override
    void close();

    /** This one, after it has worked for a while that is not counted. */
    default Side warmed(Duration duration) throws Exception {
        measure(duration);
        return this;
    }

    /** That many threads, each doing a workload in a closed loop. */
    static Side of(int threads, Workload workload) throws Exception {
        Crew crew = new Crew(workload, threads);
        return new Side() {
            @Override
            public double measure(Duration duration) {
                return crew.work(duration);
            }

            @Override
            public void close() {
                crew.close();
            }
        };
    }
}
