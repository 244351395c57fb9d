package org.commandery.eventstore.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.CommandIdReused;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.ReservedStream;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.WrongExpectedVersion;

/** The rules by which an append is refused, the same in every store. */
public final class Refusals {

    private Refusals() {}

    /**
     * Requires that appends can be written all or none.
     *
     * @throws IllegalArgumentException when two are to one stream without following each other, or two have one command's id
     * @throws ReservedStream when a stream's name stands for all streams
     */
    public static void requireTogether(List<Append> appends) {
        Set<String> streams = new HashSet<>();
        Set<UUID> commands = new HashSet<>();
        String before = "";
        for (Append append : appends) {
            String stream = append.stream();
            requireAppendable(stream);
            if (!stream.equals(before) && !streams.add(stream)) {
                throw new IllegalArgumentException(
                        "the appends to stream '%s' do not follow each other".formatted(stream));
            }
            before = stream;
            UUID command = append.commandId();
            if (command != null && !commands.add(command)) {
                throw new IllegalArgumentException("two appends of command %s: one bears its id".formatted(command));
            }
        }
    }

    /** @throws ReservedStream when the name stands for all streams */
    public static void requireAppendable(String stream) {
        if (stream.equals(EventStore.ALL)) {
            throw new ReservedStream(stream);
        }
    }

    /** Throws what {@link #wrongVersion} gives when a stream at this version is not what the append expects. */
    public static void requireExpected(Append append, long actual) {
        if (!append.expected().accepts(actual)) {
            throw wrongVersion(append, actual);
        }
    }

    /** The error for an append whose stream is at another version: 0 when there is no such stream. */
    public static EventStoreException wrongVersion(Append append, long actual) {
        return append.expected().equals(ExpectedVersion.STREAM_EXISTS)
                ? new StreamNotFound(append.stream())
                : new WrongExpectedVersion(append.stream(), append.expected(), actual);
    }

    /**
     * The answer to a command that is stored already.
     *
     * @param first what it did the first time
     * @throws CommandIdReused when it was a command on another stream
     */
    public static AppendResult repeated(Append append, AppendResult first) {
        if (!first.stream().equals(append.stream()) && append.commandId() != null) {
            throw new CommandIdReused(append.commandId(), first.stream(), append.stream());
        }
        return new AppendResult(first.stream(), first.version(), first.position(), first.events(), true);
    }

    /**
     * The answers to appends that are written together, when a command of one of them is stored already.
     *
     * @param first what a command did the first time, empty when it is not stored
     * @return empty when none is stored
     * @throws CommandIdReused when one was a command on another stream
     */
    public static Optional<List<AppendResult>> repeated(
            List<Append> group, Function<UUID, Optional<AppendResult>> first) {
        List<AppendResult> results = new ArrayList<>(group.size());
        boolean repeated = false;
        for (Append append : group) {
            UUID command = append.commandId();
            Optional<AppendResult> known = command == null ? Optional.empty() : first.apply(command);
            repeated |= known.isPresent();
            results.add(known.map(stored -> repeated(append, stored))
                    .orElseGet(() ->
                            new AppendResult(append.stream(), AppendResult.UNKNOWN, AppendResult.UNKNOWN, 0, true)));
        }
        return repeated ? Optional.of(results) : Optional.empty();
    }

    /**
     * Refuses, at the commit of a caller's transaction, a command that somebody else has stored since the caller asked: what the caller did
     * for it must not be done twice.
     */
    public static void requireFirst(List<Append> group, List<AppendResult> results) {
        for (int i = 0; i < group.size(); i++) {
            Append append = group.get(i);
            AppendResult result = results.get(i);
            if (result.repeated() && append.commandId() != null && result.version() != AppendResult.UNKNOWN) {
                throw new CommandIdReused(append.commandId(), result.stream(), append.stream());
            }
        }
    }
}
