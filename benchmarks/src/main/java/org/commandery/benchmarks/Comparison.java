package org.commandery.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A workload measured against a reference, in turns, so that both meet the same machine.
 *
 * @param id the figure's name
 * @param referenceName what it is compared with
 * @param target the ratio to reach
 * @param threads how many threads do each
 */
record Comparison(String id, String referenceName, double target, int threads, Workload workload, Workload reference) {

    /** Measures, after a warm-up of one round. */
    Result run(int rounds, Duration duration) {
        try (workload;
                reference) {
            Rate.measure(reference, threads, duration);
            Rate.measure(workload, threads, duration);
            List<Double> ratios = new ArrayList<>();
            List<Double> rates = new ArrayList<>();
            List<Double> referenceRates = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                double referenceRate = Rate.measure(reference, threads, duration);
                double rate = Rate.measure(workload, threads, duration);
                ratios.add(rate / referenceRate);
                rates.add(rate);
                referenceRates.add(referenceRate);
                System.out.printf(
                        Locale.ROOT,
                        "%s %d/%d: %.0f/s against %.0f/s = %.2f%n",
                        id,
                        round,
                        rounds,
                        rate,
                        referenceRate,
                        rate / referenceRate);
            }
            return new Result(id, median(ratios), referenceName, target, rounds, median(rates), median(referenceRates));
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
