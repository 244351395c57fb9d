package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendCondition;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a stream.
 *
 * @param stream the number of the stream
 * @param expectation what it expects of the stream
 * @param events how many events
 * @param command whose command it is
 * @param flaw what is wrong with it
 * @param extra what else it asks for; only when it has events, as it is they that have a place in the order of all
 * @param number chooses among what was done before, for a command or an event that comes again
 */
record AppendOperation(
        int stream, Expectation expectation, int events, Command command, Flaw flaw, Extra extra, int number)
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

    /** What else an append asks for. */
    enum Extra {
        NONE,
        /** That nothing of a query was stored after what the caller knows. */
        CONDITION,
        /** The same, after what the caller knew some time ago. */
        OLD_CONDITION,
        CLAIM,
        RELEASE,
        RELEASE_AND_CLAIM
    }

    private static final int LONG_AGO = 15;
    private static final int KEYS = 4;

    @Override
    public void run(Caller caller) {
        caller.append(append(caller));
    }

    /** The append itself, with new events. */
    Append append(Caller caller) {
        Optional<Append> former = caller.history().formerCommand(number);
        String name = former.filter(each -> command == Command.AGAIN)
                .map(Append::stream)
                .filter(each -> !each.startsWith(LinkOperation.LINKED))
                .orElse(Caller.stream(stream));
        List<EventData> given = flawed(caller, events(caller));
        Append plain =
                Append.of(name, expected(caller.history().version(name)), given).withCommandId(commandId(former));
        return given.isEmpty() ? plain : withExtra(plain, caller.history().known());
    }

    private Append withExtra(Append append, long known) {
        UniqueKey key = new UniqueKey("key", Integer.toString(number % KEYS));
        return switch (extra) {
            case NONE -> append;
            case CONDITION -> append.onCondition(new AppendCondition(Queries.query(number), known));
            case OLD_CONDITION ->
                append.onCondition(new AppendCondition(Queries.query(number), Math.max(0, known - LONG_AGO)));
            case CLAIM -> append.claiming(key);
            case RELEASE -> append.releasing(key);
            case RELEASE_AND_CLAIM ->
                append.releasing(key).claiming(new UniqueKey("key", Integer.toString((number + 1) % KEYS)));
        };
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
            case STORED_ID -> bearStoredId(caller, given);
            case SAME_ID_TWICE ->
                given.add(caller.event().withEventId(given.get(0).eventId()));
            case NO_JSON -> given.set(last, Payloads.broken(given.get(last)));
        }
        return given;
    }

    private void bearStoredId(Caller caller, List<EventData> given) {
        if (given.size() == 1 && !caller.history().undisturbed()) {
            // When its connection breaks, an append of nothing but stored events cannot be told from the one that
            // stored them.
            given.add(0, caller.event());
        }
        int last = given.size() - 1;
        caller.history()
                .storedEventId(number)
                .ifPresent(id -> given.set(last, given.get(last).withEventId(id)));
    }
}
