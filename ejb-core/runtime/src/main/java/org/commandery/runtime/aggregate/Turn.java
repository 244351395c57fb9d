package org.commandery.runtime.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.eventstore.internal.EventIds;
import org.jspecify.annotations.Nullable;

/**
 * What a command came to on one state of its aggregate: events or a refusal, neither of which anybody has seen yet.
 *
 * @param execution the command
 * @param before the aggregate that it was decided on
 * @param events the events of the decision
 * @param data the same as they are stored, with ids
 * @param after the aggregate with them
 * @param refusal what was thrown instead; null when nothing was
 */
record Turn(
        Execution execution,
        Live before,
        List<Object> events,
        List<EventData> data,
        Live after,
        @Nullable Throwable refusal) {

    /** Lets the aggregate decide. Events that cannot be applied or written are a refusal: they would make the aggregate unreadable. */
    static Turn on(Live aggregate, Execution execution) {
        try {
            requireVersion(execution, aggregate);
            List<Object> events = execution.decision().decide(aggregate.loaded());
            if (events.isEmpty()) {
                return new Turn(execution, aggregate, events, List.of(), aggregate, null);
            }
            Object state = aggregate.loaded().state();
            List<EventData> data = new ArrayList<>(events.size());
            for (Object event : events) {
                state = execution.aggregate().apply(state, event);
                data.add(EventIds.complete(execution.form().apply(event)));
            }
            UUID last = data.get(data.size() - 1).eventId();
            Live after = aggregate.after(state, aggregate.version() + data.size(), last, false, AppendResult.UNKNOWN);
            return new Turn(execution, aggregate, events, data, after, null);
        } catch (Throwable e) {
            return new Turn(execution, aggregate, List.of(), List.of(), aggregate, e);
        }
    }

    private static void requireVersion(Execution execution, Live aggregate) {
        Long expected = execution.expectedVersion();
        if (expected != null && expected != aggregate.version()) {
            throw new WrongExpectedVersion(execution.stream(), ExpectedVersion.exactly(expected), aggregate.version());
        }
    }

    /** Whether there is something to be stored: events, or at least the command's id. */
    boolean writes() {
        return refusal == null && (!events.isEmpty() || execution.commandId() != null);
    }

    /** What is to be stored of it, when it is stored alone. */
    Append append() {
        return Append.of(execution.stream(), before.expected(), data).withCommandId(execution.commandId());
    }

    /** The answer to a command whose decision stands, or the refusal. */
    Executed executed(AppendResult stored) {
        if (refusal != null) {
            throw thrown(refusal);
        }
        return new Executed(events, after.loaded().state(), stored);
    }

    /** What was thrown, to be thrown again: neither a decision nor a store has checked exceptions. */
    static RuntimeException thrown(Throwable error) {
        if (error instanceof Error e) {
            throw e;
        }
        return error instanceof RuntimeException e ? e : new IllegalStateException(error);
    }

    /** The result of a command that has nothing to store. */
    AppendResult unchanged() {
        return new AppendResult(execution.stream(), before.version(), before.position(), 0, false);
    }

    /** The same decision, of which it has nothing to store, on the same aggregate of which more is known. */
    Turn on(Live known) {
        return new Turn(execution, known, events, data, known, refusal);
    }
}
