package org.commandery.eventstore.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.ConditionNotMet;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventNotFound;
import org.commandery.eventstore.KeyTaken;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.UniqueKey;
import org.commandery.eventstore.internal.Refusals;

/**
 * A row that the function append answers with, one for each append.
 *
 * @param stream the append's stream; for a refusal in a group that of the append that was refused, for a repeated command that of the first
 * @param facts what else belongs to a refusal
 */
record Outcome(Kind kind, long version, long position, int events, String stream, List<String> facts) {

    /** What became of the append; the function's comment describes each. */
    enum Kind {
        APPENDED,
        REPEATED,
        REFUSED,
        DELETED,
        CHANGED,
        UNKNOWN,
        DUPLICATE,
        TAKEN
    }

    /**
     * The results of appends that are written all or none; throws the refusal when one of them was refused.
     *
     * @param outcomes one for each, in the same order
     */
    static List<AppendResult> resultsOf(List<Append> group, List<Outcome> outcomes) {
        List<AppendResult> results = new ArrayList<>(group.size());
        for (int i = 0; i < group.size(); i++) {
            results.add(outcomes.get(i).resultOf(group, group.get(i)));
        }
        return results;
    }

    private AppendResult resultOf(List<Append> group, Append append) {
        AppendResult result = new AppendResult(stream, version, position, events, false);
        return switch (kind) {
            case APPENDED -> result;
            case REPEATED -> Refusals.repeated(append, result);
            case REFUSED -> throw Refusals.wrongVersion(refusedOf(group), version);
            case DELETED -> throw new StreamDeleted(stream);
            case CHANGED -> throw new ConditionNotMet(stream, position);
            case UNKNOWN -> throw new EventNotFound(stream, UUID.fromString(facts.get(0)));
            case DUPLICATE -> throw new DuplicateEvent(stream, null);
            case TAKEN -> throw new KeyTaken(stream, new UniqueKey(facts.get(0), facts.get(1)), facts.get(2));
        };
    }

    private Append refusedOf(List<Append> group) {
        return group.stream()
                .filter(append -> append.stream().equals(stream))
                .findFirst()
                .orElseThrow();
    }
}
