package org.commandery.eventstore.generated;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Which faults there are, and how often each strikes. */
final class Faults {

    private static final int NODES = 2;
    private static final int STREAMS = 5;

    private Faults() {}

    /** A fault, or a moment of peace. */
    static Arbitrary<Fault> any() {
        Arbitrary<Integer> node = Arbitraries.integers().between(0, NODES - 1);
        Arbitrary<Integer> millis = Arbitraries.integers().between(1, 400);
        Arbitrary<Boolean> yesOrNo = Arbitraries.of(true, false);
        return Arbitraries.frequencyOf(
                Tuple.of(4, millis.map(Peace::new)),
                Tuple.of(4, Arbitraries.of(30, 100).map(KillConnections::new)),
                Tuple.of(3, node.map(CutWire::new)),
                Tuple.of(
                        4,
                        Combinators.combine(node, Arbitraries.integers().between(1, 4))
                                .as(LoseAnswers::new)),
                Tuple.of(2, Combinators.combine(node, millis).as(StopNode::new)),
                Tuple.of(
                        1,
                        Combinators.combine(node, Arbitraries.integers().between(1, 20), millis)
                                .as(SlowNode::new)),
                Tuple.of(3, Combinators.combine(millis, yesOrNo).as(LockEvents::new)),
                Tuple.of(
                        2,
                        Combinators.combine(Arbitraries.integers().between(0, STREAMS - 1), millis, yesOrNo)
                                .as(HangingPrepared::new)),
                Tuple.of(1, yesOrNo.map(RestartServer::new)),
                Tuple.of(1, Arbitraries.create(MoveStore::new)));
    }

    /** Has a fault last that long. */
    static void last(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
