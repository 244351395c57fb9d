package org.commandery.benchmarks.measuring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A ratio of two rates, measured in turns, so that both meet the same machine. It is the median of the rounds' ratios, after a warm-up.
 *
 * @param id the figure's name
 * @param target the ratio to reach
 * @param turns how often the sides change in a round: the more often, the less it matters what else the machine does; once when quick
 * @param side what is measured
 * @param reference what it is compared with
 * @param referenceName the same in words
 */
public record Comparison(
        String id, double target, int turns, Preparation side, Preparation reference, String referenceName)
        implements Figure {

    /** Makes a side ready. */
    public interface Preparation {
        Side prepare(Site site, Settings settings) throws Exception;
    }

    /** What the sides did in a second, in one round. */
    private record Round(double rate, double referenceRate) {

        double ratio() {
            return rate / referenceRate;
        }
    }

    @Override
    public Result measure(Site site, Settings settings) throws Exception {
        try (Side compared = side.prepare(site, settings);
                Side standard = reference.prepare(site, settings)) {
            standard.measure(settings.warmUp());
            compared.measure(settings.warmUp());
            List<Round> rounds = new ArrayList<>();
            for (int round = 1; round <= settings.rounds(); round++) {
                rounds.add(round(compared, standard, settings.duration(), settings.quick() ? 1 : turns));
                print(round, settings.rounds(), rounds.get(round - 1));
            }
            return Result.ratio(
                    id,
                    Median.of(rounds, Round::ratio),
                    referenceName,
                    target,
                    settings.rounds(),
                    Median.of(rounds, Round::rate),
                    Median.of(rounds, Round::referenceRate));
        }
    }

    private static Round round(Side compared, Side standard, Duration duration, int turns) throws Exception {
        double rate = 0;
        double referenceRate = 0;
        for (int turn = 0; turn < turns; turn++) {
            referenceRate += standard.measure(duration.dividedBy(turns)) / turns;
            rate += compared.measure(duration.dividedBy(turns)) / turns;
        }
        return new Round(rate, referenceRate);
    }

    private void print(int number, int rounds, Round round) {
        System.out.printf(
                Locale.ROOT,
                "%s %d/%d: %.0f/s against %.0f/s = %.2f%n",
                id,
                number,
                rounds,
                round.rate(),
                round.referenceRate(),
                round.ratio());
    }
}
