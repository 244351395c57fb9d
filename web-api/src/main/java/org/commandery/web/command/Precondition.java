package org.commandery.web.command;

import java.util.List;
import org.commandery.application.DispatchOptions;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.web.http.IfMatch;
import org.commandery.web.problem.Problem;
import org.commandery.web.problem.ProblemType;

/** What {@code If-Match} demands, as an expected version. One version, the usual case, is left to the dispatch: nothing is read for it here. */
final class Precondition {

    private Precondition() {}

    /**
     * Adds the precondition to a command's options.
     *
     * @throws jakarta.ws.rs.WebApplicationException with status 412 when no version can fulfil it
     */
    static DispatchOptions add(IfMatch ifMatch, DispatchOptions options, EventStore store, String stream) {
        List<Long> versions = ifMatch.versions();
        if (versions.size() == 1) {
            return options.expectedVersion(versions.get(0));
        }
        long actual = version(store, stream);
        if (ifMatch.exists() && actual > 0) {
            return options;
        }
        if (versions.isEmpty()) {
            throw Problem.of(
                            ProblemType.PRECONDITION_FAILED,
                            "stream '%s' is at version %d, which 'If-Match' does not name".formatted(stream, actual))
                    .with("stream", stream)
                    .with("actualVersion", actual)
                    .exception();
        }
        return options.expectedVersion(versions.contains(actual) ? actual : versions.get(0));
    }

    private static long version(EventStore store, String stream) {
        try {
            return store.readBackward(stream, Long.MAX_VALUE, 1).stream()
                    .mapToLong(RecordedEvent::version)
                    .findFirst()
                    .orElse(0);
        } catch (StreamNotFound e) {
            return 0;
        }
    }
}
