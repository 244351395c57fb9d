package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a stream.
 *
 * @param stream the number of the stream
 * @param expectation what it expects of the stream
 * @param events how many events
 * @param command whose command it is
 * @param flaw what is wrong with it
 * @param number chooses among what was done before, for a command or an event that comes again
 */
record AppendOperation(int stream, Expectation expectation, int events, Command command, Flaw flaw, int number)
        implements Operation {

    /** What is expected of the stream; the caller knows only what it has seen. */
    enum Expectation {
        ANY,
        NO_STREAM,
        STREAM_EXISTS,
        KNOWN_VERSION,
        NEXT_VERSION
    }

    /** Whose command it is. */
    enum Command {
        NONE,
        NEW,
        /** One that was sent before, decided anew. */
        AGAIN,
        /** The id of one that was sent before, perhaps to another stream. */
        REUSED
    }

    /** What is wrong with its events. */
    enum Flaw {
        NONE,
        STORED_ID,
        SAME_ID_TWICE,
        NO_JSON
    }

    @Override
    public void run(Caller caller) {
        caller.append(append(caller));
    }

    /** The append itself, with new events. */
    Append append(Caller caller) {
        Optional<Append> former = caller.history().formerCommand(number);
        String name = command == Command.AGAIN && former.isPresent() ? former.get().stream() : Caller.stream(stream);
        return Append.of(name, expected(caller.history().version(name)), flawed(caller, events(caller)))
                .withCommandId(commandId(former));
    }

    private @Nullable UUID commandId(Optional<Append> former) {
        return switch (command) {
            case NONE -> null;
            case NEW -> UUID.randomUUID();
            case AGAIN, REUSED -> former.map(Append::commandId).orElse(null);
        };
    }

    private ExpectedVersion expected(long known) {
        return switch (expectation) {
            case ANY -> ExpectedVersion.ANY;
            case NO_STREAM -> ExpectedVersion.NO_STREAM;
            case STREAM_EXISTS -> ExpectedVersion.STREAM_EXISTS;
            case KNOWN_VERSION -> ExpectedVersion.exactly(known);
            case NEXT_VERSION -> ExpectedVersion.exactly(known + 1);
        };
    }

    private List<EventData> events(Caller caller) {
        List<EventData> given = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            given.add(caller.event());
        }
        return given;
    }

    private List<EventData> flawed(Caller caller, List<EventData> given) {
        if (given.isEmpty()) {
            return given;
        }
        int last = given.size() - 1;
        switch (flaw) {
            case NONE -> {}
            case STORED_ID ->
                caller.history()
                        .storedEventId(number)
                        .ifPresent(id -> given.set(last, given.get(last).withEventId(id)));
            case SAME_ID_TWICE ->
                given.add(caller.event().withEventId(given.get(0).eventId()));
            case NO_JSON -> given.set(last, Payloads.broken(given.get(last)));
        }
        return given;
    }
}
