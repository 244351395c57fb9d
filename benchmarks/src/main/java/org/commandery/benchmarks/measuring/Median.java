package org.commandery.benchmarks.measuring;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle value: one disturbed round does not move it. */
final class Median {

    private Median() {}

    /** The upper one of the two when their number is even. */
    static double of(List<Double> values) {
        return of(values, Double::doubleValue);
    }

    /** The same of a property of each. */
    static <T> double of(List<T> all, ToDoubleFunction<T> property) {
        return all.stream()
                .mapToDouble(property)
                .sorted()
                .skip(all.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
