package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.commandery.eventstore.Attendance;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.internal.Backoff;
import org.commandery.eventstore.internal.NodeNames;
import org.commandery.eventstore.internal.Stepper;

/**
 * Which segments this node works on. It tells the other nodes of the store that it is alive, and for which segments it is ready; hears the same of
 * them; and gives each subscription its part. That costs one statement now and then, however many subscriptions there are.
 *
 * <p>It only permits. That no two nodes work on one segment rests on the lease that the segment itself claims, and on the checkpoint that moves with
 * the newest lease alone.
 */
final class Ownership implements AutoCloseable {

    private final String application;
    private final String node = NodeNames.next();
    private final EventStore store;
    private final Timing timing;
    private final Supplier<Collection<RunningSubscription>> subscriptions;
    private final Backoff failures;
    private final Stepper stepper;

    /** Leases that could not be given back. As long as this node is present they would not run out. */
    private final Queue<Lease> owed = new ConcurrentLinkedQueue<>();

    Ownership(
            String application,
            EventStore store,
            Timing timing,
            Supplier<Collection<RunningSubscription>> subscriptions) {
        this.application = application;
        this.store = store;
        this.timing = timing;
        this.subscriptions = subscriptions;
        this.failures = new Backoff(timing.firstPause(), timing.lease().dividedBy(3));
        this.stepper = new Stepper("commandery-" + application + "-ownership", this::look);
    }

    /** This node's name, under which it has leases. */
    String node() {
        return node;
    }

    void start() {
        stepper.start();
    }

    /** Has it look at once. */
    void wake() {
        stepper.wake();
    }

    /** Gives a lease back: now, or when the store can be reached again. */
    void giveBack(Lease lease) {
        try {
            store.checkpoints().release(lease);
        } catch (RuntimeException | Error e) {
            SubscriptionLog.LOG.leaveFailed(application, e.toString());
            owed.add(lease);
        }
    }

    private void giveBackOwed() {
        for (Lease lease = owed.peek(); lease != null; lease = owed.peek()) {
            store.checkpoints().release(lease);
            owed.remove(lease);
        }
    }

    private Duration look() {
        Collection<RunningSubscription> present = subscriptions.get();
        try {
            giveBackOwed();
            present.forEach(RunningSubscription::divide);
            Attendance attendance = store.checkpoints()
                    .attend(
                            node,
                            names(present, RunningSubscription::segmentNames),
                            names(present, RunningSubscription::stoppedNames),
                            timing.lease());
            present.forEach(subscription -> subscription.attend(attendance, node));
            failures.reset();
            boolean alone = attendance.nodes().size() < 2;
            // Nobody waits for a node that is alone, but it has to be heard of before its lease is over.
            return alone ? timing.lease().dividedBy(4) : timing.attend();
        } catch (RuntimeException | Error e) {
            Duration pause = failures.pause();
            SubscriptionLog.LOG.ownershipFailed(application, pause.toMillis(), e.toString());
            present.forEach(subscription -> subscription.storeFailed(e));
            return pause;
        }
    }

    private static Set<String> names(
            Collection<RunningSubscription> subscriptions, Function<RunningSubscription, Set<String>> ofOne) {
        return subscriptions.stream()
                .flatMap(subscription -> ofOne.apply(subscription).stream())
                .collect(Collectors.toSet());
    }

    /** Which nodes are ready for a subscription, as far as its segments' names tell. */
    static Set<String> readyFor(Set<String> segments, Map<String, Set<String>> nodes) {
        return nodes.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(segments::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Leaves, after the last segment has given its lease back. */
    @Override
    public void close() {
        stepper.end();
        stepper.awaitEnd();
        try {
            store.checkpoints().leave(node);
        } catch (RuntimeException | Error e) {
            SubscriptionLog.LOG.leaveFailed(application, e.toString());
        }
    }
}
