package org.commandery.eventstore.postgres;

import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.internal.Refusals;

/** A row that the function append answers with, one for each append. */
record Outcome(Kind kind, long version, long position, int events, String stream) {

    /** What became of the append. */
    enum Kind {
        APPENDED,
        REPEATED,
        REFUSED,
        DELETED
    }

    /** The append's result; throws the refusal when it was refused. */
    AppendResult resultOf(Append append) {
        AppendResult result = new AppendResult(stream, version, position, events, false);
        return switch (kind) {
            case APPENDED -> result;
            case REPEATED -> Refusals.repeated(append, result);
            case DELETED -> throw new StreamDeleted(append.stream());
            case REFUSED -> throw Refusals.wrongVersion(append, version);
        };
    }
}
