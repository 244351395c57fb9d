package org.commandery.eventstore.generated;

import java.util.List;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.WrongExpectedVersion;

/**
 * Appends to a stream that somebody may soft-delete, reads it, or soft-deletes it.
 *
 * @param stream the number of the stream
 * @param step what to do
 */
record CloseOperation(int stream, Step step) implements Operation {

    /** What to do. */
    enum Step {
        APPEND,
        READ,
        DELETE,
        DELETE_KNOWN_VERSION
    }

    /** How the names of streams begin that are soft-deleted. */
    static final String CLOSED = "closed-";

    @Override
    public void run(Caller caller) {
        String name = CLOSED + stream;
        switch (step) {
            case APPEND -> caller.append(Append.of(name, ExpectedVersion.ANY, List.of(caller.event())));
            case READ -> read(caller, name);
            case DELETE -> delete(caller, name, ExpectedVersion.ANY);
            case DELETE_KNOWN_VERSION ->
                delete(caller, name, ExpectedVersion.exactly(caller.history().version(name)));
        }
    }

    private static void read(Caller caller, String name) {
        History history = caller.history();
        long known = history.known();
        long begin = history.tick();
        try {
            caller.store().readForward(name, 1, 3).forEach(history::saw);
            if (history.deletes().stream()
                    .anyMatch(delete -> delete.isDone()
                            && delete.end() < begin
                            && delete.stream().equals(name))) {
                throw new AssertionError("%s was read after its delete".formatted(name));
            }
        } catch (StreamDeleted e) {
            history.count("reads of deleted streams");
            if (history.deletes().stream()
                    .noneMatch(delete -> delete.mayBeDone() && delete.stream().equals(name))) {
                throw new AssertionError("nobody has deleted " + name, e);
            }
        } catch (StreamNotFound e) {
            history.later(log -> {
                if (log.versionAt(name, known) > 0) {
                    throw new AssertionError("stream %s was there at position %d".formatted(name, known), e);
                }
            });
        }
    }

    private static void delete(Caller caller, String name, ExpectedVersion expected) {
        History history = caller.history();
        long known = history.known();
        Delete delete = history.delete(name, expected);
        try {
            caller.store().streams().softDelete(name, expected);
            delete.answered(true, history.tick());
            history.count("soft deletes");
        } catch (EventStoreUnavailable e) {
            history.unavailable(e);
            caller.awaitStore();
        } catch (EventStoreException e) {
            delete.answered(false, history.tick());
            Span span = caller.since(known);
            history.later(log -> requireReason(log, history, delete, e, span));
        }
    }

    private static void requireReason(Log log, History history, Delete delete, EventStoreException e, Span span) {
        boolean right = e instanceof StreamNotFound && log.versionAt(delete.stream(), span.from()) == 0
                || e instanceof StreamDeleted
                        && history.deletes().stream()
                                .anyMatch(other -> other != delete
                                        && other.mayBeDone()
                                        && other.stream().equals(delete.stream()))
                || e instanceof WrongExpectedVersion wrong
                        && span.hadVersion(log, delete.stream(), wrong.actual())
                        && !delete.expected().accepts(wrong.actual());
        if (!right) {
            throw new AssertionError("%s was refused without a reason".formatted(delete), e);
        }
    }
}
