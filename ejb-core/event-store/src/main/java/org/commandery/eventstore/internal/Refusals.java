package org.commandery.eventstore.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
     * @throws IllegalArgumentException when two are to one stream, or more than one has a command's id
     * @throws ReservedStream when a stream's name stands for all streams
     */
    public static void requireTogether(List<Append> appends) {
        Set<String> streams = new HashSet<>();
        appends.forEach(append -> {
            requireAppendable(append.stream());
            if (!streams.add(append.stream())) {
                throw new IllegalArgumentException("two appends to stream '%s'".formatted(append.stream()));
            }
        });
        if (appends.stream().filter(append -> append.commandId() != null).count() > 1) {
            throw new IllegalArgumentException(
                    "appends that are written together are of one command: one bears its id");
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
     * The answers to appends that are written together, when the command of one of them is stored already.
     *
     * @param first what that one did the first time
     * @throws CommandIdReused when it was a command on another stream
     */
    public static List<AppendResult> repeated(List<Append> group, AppendResult first) {
        return group.stream()
                .map(append -> append.commandId() != null
                        ? repeated(append, first)
                        : new AppendResult(append.stream(), AppendResult.UNKNOWN, AppendResult.UNKNOWN, 0, true))
                .toList();
    }

    /**
     * Refuses, at the commit of a caller's transaction, a command that somebody else has stored since the caller asked: what the caller did
     * for it must not be done twice.
     */
    public static void requireFirst(List<Append> group, List<AppendResult> results) {
        for (int i = 0; i < group.size(); i++) {
            Append append = group.get(i);
            if (results.get(i).repeated() && append.commandId() != null) {
                throw new CommandIdReused(append.commandId(), results.get(i).stream(), append.stream());
            }
        }
    }
}
