package org.commandery.benchmarks.measuring;

import java.util.List;
import java.util.Locale;

/**
 * What came out for a figure.
 *
 * @param id the figure's name
 * @param unit whether more is better or less
 * @param value the median of all rounds
 * @param reference what it was compared with, and how this run differs from others, if it does
 * @param target the value to reach
 * @param runs how many rounds there were
 * @param absolute the medians that stand behind the value, for people
 */
public record Result(String id, Unit unit, double value, String reference, double target, int runs, String absolute) {

    /** What a value is. */
    public enum Unit {
        /** A rate divided by another: more is better. */
        RATIO("ratio"),
        /** A cost divided by another: less is better. */
        COST("ratio"),
        /** Milliseconds: less is better. */
        MS("ms");

        private final String key;

        Unit(String key) {
            this.key = key;
        }

        /** What it is called in files. */
        String key() {
            return key;
        }
    }

    static Result ratio(
            String id, double ratio, String reference, double target, int runs, double rate, double referenceRate) {
        String absolute = String.format(Locale.ROOT, "%,.0f/s : %,.0f/s", rate, referenceRate);
        return new Result(id, Unit.RATIO, ratio, reference, target, runs, absolute);
    }

    /**
     * A figure in milliseconds.
     *
     * @param values one a round
     * @param middles what is told beside it: the 50th percentile of each round
     */
    public static Result millis(String id, List<Double> values, String reference, double target, List<Double> middles) {
        String absolute = String.format(Locale.ROOT, "p50 %.2f ms", Median.of(middles));
        return new Result(id, Unit.MS, Median.of(values), reference, target, values.size(), absolute);
    }

    /**
     * A figure about what something costs, against the cost of something else.
     *
     * @param ratios one a round
     * @param absolute what stands behind them, for people
     */
    public static Result cost(String id, List<Double> ratios, String reference, double target, String absolute) {
        return new Result(id, Unit.COST, Median.of(ratios), reference, target, ratios.size(), absolute);
    }

    /** The same with something more to be told about the reference. */
    public Result noting(String more) {
        return new Result(id, unit, value, reference + "; " + more, target, runs, absolute);
    }

    boolean reached() {
        return unit == Unit.RATIO ? value >= target : value <= target;
    }
}
