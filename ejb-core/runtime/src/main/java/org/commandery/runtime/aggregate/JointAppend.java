package org.commandery.runtime.aggregate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.WrongExpectedVersion;

/**
 * Decisions that were made one on the other, as one write to the store, all or nothing. Those of commands without an id need no append of their own:
 * nobody will ask for them one by one.
 */
final class JointAppend {

    /**
     * What became of the write.
     *
     * @param answers one for each decision
     * @param end where the last event stands that was appended to the stream; {@link #NONE} when nothing was written
     */
    record Outcome(List<Answer> answers, long end) {

        /** No position. */
        static final long NONE = -2;

        boolean isStored() {
            return end != NONE;
        }
    }

    private final List<Turn> turns;

    /** @param turns decisions that write something, each on the state after the one before; at least one */
    JointAppend(List<Turn> turns) {
        this.turns = turns;
    }

    /** Writes them. It never throws: somebody else may be waiting for the answers. */
    Outcome write(EventStore store) {
        try {
            List<Append> appends = appends();
            List<AppendResult> results =
                    appends.size() == 1 ? List.of(store.append(appends.get(0))) : store.appendAll(appends);
            return results.get(0).repeated()
                    ? new Outcome(answersToRepeated(appends, results), Outcome.NONE)
                    : stored(results.get(results.size() - 1));
        } catch (Throwable e) {
            return new Outcome(Collections.nCopies(turns.size(), answerTo(e)), Outcome.NONE);
        }
    }

    private List<Append> appends() {
        List<Append> appends = new ArrayList<>();
        List<Turn> run = new ArrayList<>();
        for (Turn turn : turns) {
            if (turn.execution().commandId() == null) {
                run.add(turn);
            } else {
                addRun(appends, run);
                appends.add(turn.append());
            }
        }
        addRun(appends, run);
        return appends;
    }

    private static void addRun(List<Append> appends, List<Turn> run) {
        if (!run.isEmpty()) {
            List<EventData> events = new ArrayList<>();
            run.forEach(turn -> events.addAll(turn.data()));
            appends.add(run.get(0).append().withEvents(events));
            run.clear();
        }
    }

    /** Their events stand next to each other in the global order, so the end of the last tells the ends of all. */
    private Outcome stored(AppendResult last) {
        int events = 0;
        for (Turn turn : turns) {
            events += turn.data().size();
        }
        long position = events == 0 ? last.position() : turns.get(0).before().position();
        long next = last.position() - events;
        List<Answer> answers = new ArrayList<>(turns.size());
        for (Turn turn : turns) {
            int own = turn.data().size();
            next += own;
            position = own == 0 ? position : next;
            answers.add(new Answer.Stored(
                    new AppendResult(turn.execution().stream(), turn.after().version(), position, own, false)));
        }
        return new Outcome(answers, last.position());
    }

    /** Commands that were stored before have their answer; what was decided together with them was decided on events that are none. */
    private List<Answer> answersToRepeated(List<Append> appends, List<AppendResult> results) {
        Map<UUID, AppendResult> known = new HashMap<>();
        for (int i = 0; i < results.size(); i++) {
            UUID command = appends.get(i).commandId();
            if (command != null && results.get(i).version() != AppendResult.UNKNOWN) {
                known.put(command, results.get(i));
            }
        }
        List<Answer> answers = new ArrayList<>(turns.size());
        for (Turn turn : turns) {
            AppendResult first = known.get(turn.execution().commandId());
            answers.add(first == null ? new Answer.Again(null, false) : new Answer.Stored(first));
        }
        return answers;
    }

    private Answer answerTo(Throwable error) {
        if (error instanceof WrongExpectedVersion conflict) {
            return new Answer.Again(conflict, false);
        }
        boolean ofAll = error instanceof Error
                || error instanceof EventStoreUnavailable
                || error instanceof StreamDeleted
                || turns.size() == 1;
        return ofAll ? new Answer.Failed(error) : new Answer.Again(null, true);
    }
}
