package org.commandery.eventstore.generated;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;
import org.commandery.eventstore.generated.AppendOperation.Command;
import org.commandery.eventstore.generated.AppendOperation.Expectation;
import org.commandery.eventstore.generated.AppendOperation.Flaw;
import org.commandery.eventstore.generated.TransactionOperation.End;

/** Which scenarios there are, and how often each kind of thing happens in them. */
final class Scenarios {

    private static final int STREAMS = 5;
    private static final int NUMBERS = 10_000;
    private static final int SIZE = 1_000;

    private Scenarios() {}

    /** One caller after the other: whatever is wrong can be seen, and comes again with its seed. */
    static Arbitrary<Scenario> ofOneCaller() {
        return seeded(operations(60).map(list -> new Scenario(0, List.of(list), List.of())));
    }

    /** Many callers at the same time. */
    static Arbitrary<Scenario> ofManyCallers() {
        return seeded(callers().map(callers -> new Scenario(0, callers, List.of())));
    }

    /** Many callers at the same time, and faults. */
    static Arbitrary<Scenario> withFaults() {
        Arbitrary<List<List<Fault>>> faults = Faults.any()
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2);
        return seeded(Combinators.combine(callers(), faults).as((callers, struck) -> new Scenario(0, callers, struck)));
    }

    /** Gives each scenario a seed of its own, so that it can be made again without those before it. */
    private static Arbitrary<Scenario> seeded(Arbitrary<Scenario> scenarios) {
        RandomGenerator<Scenario> generator = scenarios.generator(SIZE);
        return Arbitraries.fromGenerator(random -> {
            long seed = Settings.seed().orElseGet(random::nextLong);
            return generator.next(new Random(seed)).map(scenario -> scenario.withSeed(seed));
        });
    }

    private static Arbitrary<List<List<Operation>>> callers() {
        return operations(25).list().ofMinSize(2).ofMaxSize(6);
    }

    private static Arbitrary<List<Operation>> operations(int atMost) {
        return operation().list().ofMinSize(1).ofMaxSize(atMost);
    }

    private static Arbitrary<Operation> operation() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, append().map(Operation.class::cast)),
                Tuple.of(3, burst()),
                Tuple.of(4, transaction()),
                Tuple.of(2, readStream()),
                Tuple.of(2, readAll()),
                Tuple.of(1, number().map(FindCommandOperation::new)));
    }

    private static Arbitrary<AppendOperation> append() {
        Arbitrary<Expectation> expectation = Arbitraries.frequency(
                Tuple.of(4, Expectation.ANY),
                Tuple.of(4, Expectation.KNOWN_VERSION),
                Tuple.of(1, Expectation.NO_STREAM),
                Tuple.of(1, Expectation.STREAM_EXISTS),
                Tuple.of(1, Expectation.NEXT_VERSION));
        Arbitrary<Command> command = Arbitraries.frequency(
                Tuple.of(4, Command.NONE),
                Tuple.of(6, Command.NEW),
                Tuple.of(2, Command.AGAIN),
                Tuple.of(1, Command.REUSED));
        Arbitrary<Flaw> flaw = Arbitraries.frequency(
                Tuple.of(20, Flaw.NONE),
                Tuple.of(1, Flaw.STORED_ID),
                Tuple.of(1, Flaw.SAME_ID_TWICE),
                Tuple.of(1, Flaw.NO_JSON));
        return Combinators.combine(stream(), expectation, events(), command, flaw, number())
                .as(AppendOperation::new);
    }

    private static Arbitrary<Operation> burst() {
        return append().list().ofMinSize(2).ofMaxSize(20).map(BurstOperation::new);
    }

    private static Arbitrary<Operation> transaction() {
        Arbitrary<Integer> handled = Arbitraries.frequency(Tuple.of(1, 0), Tuple.of(1, 1), Tuple.of(2, 10));
        Arbitrary<End> end = Arbitraries.frequency(
                Tuple.of(6, End.COMMIT), Tuple.of(1, End.ROLLBACK), Tuple.of(1, End.ROLLBACK_ONLY));
        return Combinators.combine(
                        Arbitraries.integers().between(0, TransactionOperation.SUBSCRIPTIONS - 1),
                        handled,
                        append().list().ofMaxSize(3),
                        end)
                .as(TransactionOperation::new);
    }

    private static Arbitrary<Operation> readStream() {
        return Combinators.combine(stream(), Arbitraries.of(true, false), distance(), limit(1))
                .as(ReadStreamOperation::new);
    }

    private static Arbitrary<Operation> readAll() {
        return Combinators.combine(Arbitraries.of(true, false), distance(), limit(0))
                .as(ReadAllOperation::new);
    }

    private static Arbitrary<Integer> stream() {
        return Arbitraries.integers().between(0, STREAMS - 1);
    }

    private static Arbitrary<Integer> events() {
        return Arbitraries.frequency(Tuple.of(1, 0), Tuple.of(6, 1), Tuple.of(2, 2), Tuple.of(2, 3), Tuple.of(1, 10));
    }

    private static Arbitrary<Integer> number() {
        return Arbitraries.integers().between(0, NUMBERS);
    }

    private static Arbitrary<Integer> distance() {
        return Arbitraries.integers().between(-2, 20);
    }

    private static Arbitrary<Integer> limit(int least) {
        return Arbitraries.integers().between(least, 12);
    }
}
