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
import org.commandery.eventstore.generated.AppendOperation.Extra;
import org.commandery.eventstore.generated.AppendOperation.Flaw;
import org.commandery.eventstore.generated.CloseOperation.Step;
import org.commandery.eventstore.generated.LeaseOperation.After;
import org.commandery.eventstore.generated.TransactionOperation.End;

/** Which scenarios there are, and how often each kind of thing happens in them. */
final class Scenarios {

    private static final int STREAMS = 5;
    private static final int NUMBERS = 10_000;
    private static final int SIZE = 1_000;

    private Scenarios() {}

    /** One caller after the other: whatever is wrong can be seen, and comes again with its seed. */
    static Arbitrary<Scenario> ofOneCaller() {
        return seeded(listOf(1, 60, operation()).map(list -> new Scenario(0, List.of(list), List.of())));
    }

    /** Many callers at the same time. */
    static Arbitrary<Scenario> ofManyCallers() {
        return seeded(callers().map(callers -> new Scenario(0, callers, List.of())));
    }

    /** Many callers at the same time, who also remove streams for good. */
    static Arbitrary<Scenario> withRemovals() {
        return seeded(callersWhoRemove().map(callers -> new Scenario(0, callers, List.of())));
    }

    /** Many callers at the same time, and faults. */
    static Arbitrary<Scenario> withFaults() {
        return seeded(
                Combinators.combine(callers(), faults()).as((callers, struck) -> new Scenario(0, callers, struck)));
    }

    /** Many callers at the same time, who also remove streams for good, and faults. */
    static Arbitrary<Scenario> withRemovalsAndFaults() {
        return seeded(Combinators.combine(callersWhoRemove(), faults())
                .as((callers, struck) -> new Scenario(0, callers, struck)));
    }

    /** Many nodes that work on divided subscriptions. */
    static Arbitrary<Scenario> ofManyNodes() {
        return seeded(nodes().map(nodes -> new Scenario(0, nodes, List.of())));
    }

    /** Many nodes that work on divided subscriptions, and faults. */
    static Arbitrary<Scenario> ofManyNodesAndFaults() {
        return seeded(Combinators.combine(nodes(), faults()).as((nodes, struck) -> new Scenario(0, nodes, struck)));
    }

    private static Arbitrary<List<List<Operation>>> nodes() {
        return listOf(2, 6, listOf(1, 80, operationOfNodes()));
    }

    private static Arbitrary<List<List<Fault>>> faults() {
        return listOf(1, 2, listOf(1, 4, Faults.any()));
    }

    private static Arbitrary<List<List<Operation>>> callersWhoRemove() {
        return listOf(2, 6, listOf(1, 25, operationBesideRemovals()));
    }

    private static <T> Arbitrary<List<T>> listOf(int least, int most, Arbitrary<T> elements) {
        return elements.list().ofMinSize(least).ofMaxSize(most);
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
        return listOf(2, 6, listOf(1, 25, operation()));
    }

    private static Arbitrary<Operation> operation() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, append().map(Operation.class::cast)),
                Tuple.of(3, burst()),
                Tuple.of(4, transaction()),
                Tuple.of(2, readStream()),
                Tuple.of(2, readAll()),
                Tuple.of(2, query()),
                Tuple.of(2, group()),
                Tuple.of(2, link()),
                Tuple.of(4, lease()),
                Tuple.of(4, divided()),
                Tuple.of(3, close()),
                Tuple.of(
                        1,
                        Combinators.combine(stream(), Arbitraries.integers().between(1, 50))
                                .as(SnapshotOperation::new)),
                Tuple.of(1, number().map(FindCommandOperation::new)));
    }

    /** What nodes do that work on divided subscriptions, and those who give them work. */
    private static Arbitrary<Operation> operationOfNodes() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, append().map(Operation.class::cast)),
                Tuple.of(1, burst()),
                Tuple.of(20, divided()),
                Tuple.of(2, Arbitraries.integers().between(1, 200).map(RestOperation::new)));
    }

    private static Arbitrary<Operation> divided() {
        Arbitrary<Integer> subscription = Arbitraries.integers().between(0, SegmentOperation.SUBSCRIPTIONS - 1);
        Arbitrary<Integer> segment = Arbitraries.integers().between(0, SegmentOperation.MOST_SEGMENTS - 1);
        Arbitrary<Failing> failing = Arbitraries.of(0, 3, 10).map(Failing::new);
        Arbitrary<LettersOperation.What> what = Arbitraries.frequency(
                Tuple.of(3, LettersOperation.What.RETRY_KEY),
                Tuple.of(3, LettersOperation.What.RETRY_ALL),
                Tuple.of(2, LettersOperation.What.DROP_ONE),
                Tuple.of(1, LettersOperation.What.DROP_KEY),
                Tuple.of(1, LettersOperation.What.DROP_ALL));
        return Arbitraries.frequencyOf(
                Tuple.of(
                        10,
                        Combinators.combine(
                                        subscription,
                                        segment,
                                        Arbitraries.integers().between(1, 20),
                                        failing,
                                        after())
                                .as(SegmentOperation::new)),
                Tuple.of(
                        3,
                        Combinators.combine(subscription, segment, failing, after())
                                .as(DeliverLettersOperation::new)),
                Tuple.of(3, Combinators.combine(subscription, number(), what).as(LettersOperation::new)),
                Tuple.of(
                        3,
                        Combinators.combine(
                                        subscription, Arbitraries.integers().between(1, SegmentOperation.MOST_SEGMENTS))
                                .as(DivideOperation::new)),
                Tuple.of(
                        3,
                        Arbitraries.frequency(
                                Tuple.of(4, NodeOperation.ATTEND),
                                Tuple.of(1, NodeOperation.LEAVE),
                                Tuple.of(1, NodeOperation.CRASH))),
                Tuple.of(
                        2,
                        Combinators.combine(subscription, Arbitraries.of(true, true, false))
                                .as(PauseOperation::new)),
                Tuple.of(1, Combinators.combine(subscription, number()).as(MoveOperation::new)));
    }

    /** What goes together with streams that are removed for good. */
    private static Arbitrary<Operation> operationBesideRemovals() {
        Arbitrary<Integer> eventsOrRemoval = Arbitraries.frequency(Tuple.of(1, 0), Tuple.of(2, 1), Tuple.of(1, 3));
        return Arbitraries.frequencyOf(
                Tuple.of(4, append().map(Operation.class::cast)),
                Tuple.of(2, burst()),
                Tuple.of(3, transaction()),
                Tuple.of(2, query()),
                Tuple.of(1, group()),
                Tuple.of(2, lease()),
                Tuple.of(4, divided()),
                Tuple.of(
                        5,
                        Combinators.combine(Arbitraries.integers().between(0, 2), eventsOrRemoval)
                                .as(RemoveOperation::new)));
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
        Arbitrary<Extra> extra = Arbitraries.frequency(
                Tuple.of(15, Extra.NONE),
                Tuple.of(2, Extra.CONDITION),
                Tuple.of(1, Extra.OLD_CONDITION),
                Tuple.of(2, Extra.CLAIM),
                Tuple.of(1, Extra.RELEASE),
                Tuple.of(1, Extra.RELEASE_AND_CLAIM));
        return Combinators.combine(stream(), expectation, events(), command, flaw, extra, number())
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

    private static Arbitrary<Operation> group() {
        return append().list().ofMinSize(2).ofMaxSize(4).map(GroupOperation::new);
    }

    private static Arbitrary<Operation> query() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 60),
                        limit(1))
                .as(QueryOperation::new);
    }

    private static Arbitrary<Operation> link() {
        Arbitrary<Integer> shown = Arbitraries.frequencyOf(Tuple.of(9, number()), Tuple.of(1, Arbitraries.just(-1)));
        return Combinators.combine(
                        Arbitraries.integers().between(0, LinkOperation.STREAMS - 1),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 2),
                        shown.list().ofMinSize(1).ofMaxSize(3))
                .as(LinkOperation::new);
    }

    private static Arbitrary<Operation> lease() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(1, 10),
                        after())
                .as(LeaseOperation::new);
    }

    private static Arbitrary<After> after() {
        return Arbitraries.frequency(Tuple.of(6, After.KEEP), Tuple.of(2, After.RENEW), Tuple.of(1, After.RELEASE));
    }

    private static Arbitrary<Operation> close() {
        Arbitrary<Step> step = Arbitraries.frequency(
                Tuple.of(5, Step.APPEND),
                Tuple.of(2, Step.READ),
                Tuple.of(1, Step.DELETE),
                Tuple.of(1, Step.DELETE_KNOWN_VERSION));
        return Combinators.combine(Arbitraries.integers().between(0, 2), step).as(CloseOperation::new);
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
