package org.commandery.benchmarks;

/**
 * A figure.
 *
 * @param id its name
 * @param ratio the median of the ratios of all rounds
 * @param reference what it was compared with
 * @param target the ratio to reach
 * @param runs how many rounds there were
 * @param rate the median of how much was done in a second
 * @param referenceRate the same for the reference
 */
record Result(String id, double ratio, String reference, double target, int runs, double rate, double referenceRate) {

    boolean reached() {
        return ratio >= target;
    }
}
