package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.conformance.Transactions;

/**
 * Does several things in one transaction, as an event handler would: handles the next events of a subscription, moves its checkpoint, and
 * appends events.
 *
 * @param subscription the number of the subscription
 * @param handled how many events are handled at most; 0 for none
 * @param appends what is appended
 * @param end how the transaction ends
 */
record TransactionOperation(int subscription, int handled, List<AppendOperation> appends, End end)
        implements Operation {

    /** How a transaction ends. */
    enum End {
        COMMIT,
        ROLLBACK,
        ROLLBACK_ONLY
    }

    static final int SUBSCRIPTIONS = 2;

    static String subscription(int number) {
        return "subscription-" + number;
    }

    @Override
    public void run(Caller caller) {
        Transactions transactions = caller.world().transactions();
        History history = caller.history();
        long known = history.known();
        List<Append> written = new ArrayList<>();
        List<AppendResult> results = new ArrayList<>();
        transactions.begin();
        try {
            handle(caller);
            for (AppendOperation each : appends) {
                append(caller, each.append(caller), written, results, known);
            }
        } catch (EventStoreException e) {
            transactions.rollback();
            history.send(written, known);
            requireReason(caller, e);
            return;
        }
        Unit unit = history.send(written, known);
        if (end == End.COMMIT) {
            commit(caller, unit, results);
        } else {
            rollback(transactions);
            history.count("rolled back");
        }
    }

    private void handle(Caller caller) {
        if (handled == 0) {
            return;
        }
        String name = subscription(subscription);
        caller.history().handles(name, caller.number());
        Checkpoints checkpoints = caller.store().checkpoints();
        long from = checkpoints.open(name, 0);
        List<RecordedEvent> events = caller.store().readAllForward(from, handled);
        if (!events.isEmpty()) {
            caller.world()
                    .handled(
                            caller.number(),
                            name,
                            events.stream().map(RecordedEvent::position).toList());
            caller.history().count("handled", events.size());
            checkpoints.advance(name, from, events.get(events.size() - 1).position());
        }
    }

    private static void append(
            Caller caller, Append append, List<Append> written, List<AppendResult> results, long known) {
        caller.history().sendCommand(append);
        try {
            AppendResult result = caller.store().append(append);
            if (!result.repeated()) {
                written.add(append);
                results.add(result);
            } else if (written.stream().noneMatch(each -> append.commandId().equals(each.commandId()))) {
                caller.history().answered(append, result);
            }
        } catch (EventStoreException e) {
            if (!(e instanceof EventStoreUnavailable)) {
                List<Append> together = new ArrayList<>(written);
                together.add(append);
                caller.refused(together, e, known);
            }
            throw e;
        }
    }

    private void commit(Caller caller, Unit unit, List<AppendResult> results) {
        long known = unit.known();
        try {
            caller.world().transactions().commit();
        } catch (RuntimeException e) {
            Optional<EventStoreException> refusal =
                    Refusal.in(e).filter(each -> !(each instanceof EventStoreUnavailable));
            if (refusal.isPresent()) {
                caller.refused(unit.appends(), refusal.get(), known);
            } else {
                unit.unknown();
                caller.history().unavailable(e);
                caller.awaitStore();
            }
            return;
        }
        unit.acknowledged();
        caller.history().count("committed");
        long head = caller.since(known).to();
        if (head != Long.MAX_VALUE) {
            caller.history().saw(head);
        }
        caller.history().later(log -> requireVersions(log, unit, results));
    }

    /** Without an exact expectation, the version in the result is only what the stream would have if nobody else wrote first. */
    private static void requireVersions(Log log, Unit unit, List<AppendResult> results) {
        for (int i = 0; i < results.size(); i++) {
            Append append = unit.appends().get(i);
            if (append.expected().value() >= 0 && !append.events().isEmpty()) {
                List<RecordedEvent> stored = Answers.stored(log, append);
                assertThat(results.get(i).version())
                        .isEqualTo(stored.get(stored.size() - 1).version());
            }
        }
    }

    private void rollback(Transactions transactions) {
        if (end == End.ROLLBACK) {
            transactions.rollback();
            return;
        }
        transactions.setRollbackOnly();
        try {
            transactions.commit();
        } catch (RuntimeException e) {
            return;
        }
        throw new AssertionError("a transaction that could only be rolled back was committed");
    }

    /** Why the transaction could not go on; the refusals of appends have been looked at before. */
    private void requireReason(Caller caller, EventStoreException e) {
        if (e instanceof StaleCheckpoint) {
            caller.history().count("StaleCheckpoint");
            // Who handles alone is never overtaken, but for what it did itself before its connection broke.
            assertThat(caller.history()
                                            .handlers()
                                            .get(subscription(subscription))
                                            .size()
                                    > 1
                            || !caller.history().undisturbed())
                    .as("the checkpoint was moved, but nobody else handles that subscription")
                    .isTrue();
        } else if (e instanceof EventStoreUnavailable) {
            caller.history().unavailable(e);
            caller.awaitStore();
        }
    }
}
