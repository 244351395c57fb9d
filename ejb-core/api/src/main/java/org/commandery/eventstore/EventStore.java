package org.commandery.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.commandery.personal.ForgottenSubjects;
import org.commandery.personal.SubjectKeys;

/**
 * Streams of recorded events in one global order.
 *
 * <p>Guarantees: an append that returned is durable; its events stand next to each other in the global order; positions and versions have no
 * gaps and are given in the order of the commits, so that a reader who asks for what comes after the last position it saw never misses an event
 * and never sees one twice. Of two appends that expect the same version of a stream, one is refused.
 *
 * <p>Inside a JTA transaction an append joins it: its events are written when the transaction commits and vanish when it rolls back; a
 * refusal at that moment rolls the transaction back. Outside, each append is its own transaction, and concurrent ones share a commit.
 */
public interface EventStore extends AutoCloseable {

    /** The name that stands for all streams together. It cannot be appended to. */
    String ALL = "$all";

    /**
     * Appends to a stream and returns when all is stored.
     *
     * @throws WrongExpectedVersion when the stream is at another version
     * @throws StreamNotFound when the stream was expected to exist and does not
     * @throws StreamDeleted when the stream was soft-deleted
     * @throws DuplicateEvent when an event's id is taken, or the stream shows an event already that is to be linked
     * @throws EventNotFound when an event that is to be linked is not stored
     * @throws ConditionNotMet when an event matches the condition
     * @throws KeyTaken when another stream holds a key that is claimed
     * @throws CommandIdReused when the command's id was used for another stream
     * @throws ReservedStream when the stream is {@value #ALL}
     * @throws UnacceptableEvent when an event's data cannot be stored
     * @throws EventStoreUnavailable when the store cannot be reached
     */
    AppendResult append(Append append);

    /** Appends events to a stream, as {@link #append(Append)} does. */
    default AppendResult append(String stream, ExpectedVersion expected, List<EventData> events) {
        return append(Append.of(stream, expected, events));
    }

    /**
     * Appends to one or several streams, all or nothing, and returns when all is stored. Their events stand next to each other in the global order, in
     * the order of the appends. Conditions look at what was stored before, not at what is appended together with them; links may show events
     * of the appends before them.
     *
     * @param appends those to one stream follow each other, each expecting the version that the one before leaves; no two have the
     *     same command's id; empty to write nothing
     * @return a result for each, in the same order. When a command is stored already, nothing is written: the result of its append is the first
     *     one's, and those of appends whose command is not stored, or that have none, are marked as repeated and have the version {@link
     *     AppendResult#UNKNOWN}
     * @throws IllegalArgumentException when appends to one stream do not follow each other, or two have one command's id
     * @throws EventStoreException for the append that is refused, as {@link #append(Append)} does; the error names its stream. When an event's id
     *     or data is at fault, it names all of the streams
     */
    List<AppendResult> appendAll(List<Append> appends);

    /**
     * Appends without waiting. The caller's transaction is not joined.
     *
     * @return completes when the events are stored, or with the errors of {@link #append(Append)}, possibly on the store's own thread: what
     *     follows must not block
     */
    CompletionStage<AppendResult> appendAsync(Append append);

    /**
     * What a command did that was stored with its id.
     *
     * @param commandId the command's id
     * @return the first result, marked as repeated; empty when no such command is stored
     */
    Optional<AppendResult> findCommand(UUID commandId);

    /**
     * Forgets the ids of old commands: one of them that is sent again is executed again. This goes through all ids in small batches, each a
     * transaction of its own, and holds up neither appends nor reads. Do not call it inside a transaction.
     *
     * @param before commands that were stored before this moment, by the store's clock
     * @return how many were forgotten
     * @throws EventStoreUnavailable when the store cannot be reached; what was forgotten by then stays so
     */
    long forgetCommands(Instant before);

    /**
     * Reads a stream forward.
     *
     * @param fromVersion the first version that is wanted; below 1 counts as 1
     * @param limit how many events at most, 1 or more
     * @return the events in order, linked ones among them; empty when the stream ends before
     * @throws StreamNotFound when there is no such stream
     * @throws StreamDeleted when it was soft-deleted
     */
    List<RecordedEvent> readForward(String stream, long fromVersion, int limit);

    /**
     * Reads a stream backward.
     *
     * @param fromVersion the first version that is wanted; beyond the end, {@link Long#MAX_VALUE} say, counts as the end
     * @param limit how many events at most, 1 or more
     * @return the events, linked ones among them, the newest first
     * @throws StreamNotFound when there is no such stream
     * @throws StreamDeleted when it was soft-deleted
     */
    List<RecordedEvent> readBackward(String stream, long fromVersion, int limit);

    /**
     * Reads the global order forward.
     *
     * @param afterPosition events after this position; 0 for all
     * @param limit how many events at most, 1 or more
     */
    List<RecordedEvent> readAllForward(long afterPosition, int limit);

    /**
     * Reads the global order backward.
     *
     * @param fromPosition the first position that is wanted; {@link Long#MAX_VALUE} for the end
     * @param limit how many events at most, 1 or more
     */
    List<RecordedEvent> readAllBackward(long fromPosition, int limit);

    /**
     * Reads the events that match a query, in the global order. A read looks at a bounded part of the store: 10,000 positions, or as far as is
     * needed when each criterion asks for tags, by which events are found at once. So a page may be empty before the end of the store: what
     * tells the end is {@link EventPage#complete}, and where to go on {@link EventPage#reached}.
     *
     * @param query which events are wanted
     * @param afterPosition events after this position; 0 for all
     * @param limit how many events at most, 1 or more
     */
    EventPage read(EventQuery query, long afterPosition, int limit);

    /**
     * Reads a stream forward, a page at a time, as far as it reaches.
     *
     * @param fromVersion the first version that is wanted
     * @param pageSize how many events are read at once
     * @throws StreamNotFound when there is no such stream; thrown by this call, not by the iteration
     * @throws StreamDeleted when it was soft-deleted; by the iteration too, if that happens meanwhile
     */
    default Iterable<RecordedEvent> stream(String stream, long fromVersion, int pageSize) {
        List<RecordedEvent> first = readForward(stream, fromVersion, pageSize);
        return () -> new Pages(first, pageSize, last -> readForward(stream, last.number() + 1, pageSize));
    }

    /**
     * Reads the global order forward, a page at a time, as far as it reaches.
     *
     * @param afterPosition events after this position; 0 for all
     * @param pageSize how many events are read at once
     */
    default Iterable<RecordedEvent> streamAll(long afterPosition, int pageSize) {
        List<RecordedEvent> first = readAllForward(afterPosition, pageSize);
        return () -> new Pages(first, pageSize, last -> readAllForward(last.position(), pageSize));
    }

    /**
     * Reads the events that match a query, in the global order, a page at a time, as far as they reach.
     *
     * @param query which events are wanted
     * @param afterPosition events after this position; 0 for all
     * @param pageSize how many events are read at once
     */
    default Iterable<RecordedEvent> stream(EventQuery query, long afterPosition, int pageSize) {
        return () -> new QueryPages(after -> read(query, after, pageSize), afterPosition);
    }

    /** The position of the last event that was ever stored, 0 when there was none. */
    long head();

    /** The streams: what is known of them, and how they are deleted. */
    Streams streams();

    /** The snapshots of aggregates. */
    Snapshots snapshots();

    /** The keys of data subjects that are kept beside the events. */
    SubjectKeys subjectKeys();

    /** The record of the data subjects that were forgotten. */
    ForgottenSubjects forgottenSubjects();

    /** The checkpoints of the subscriptions to this store. */
    Checkpoints checkpoints();

    /** The events that subscriptions have put aside. */
    DeadLetters deadLetters();

    /**
     * Rebuilds of read models that are tables beside the events.
     *
     * @throws UnsupportedOperationException when there are no tables beside the events, as in memory
     */
    default Rebuilds rebuilds() {
        throw new UnsupportedOperationException("there are no tables beside the events of this store");
    }

    /** The durable subscriptions to this store. */
    Subscriptions subscriptions();

    /**
     * Has a listener called with the events that are stored from now on, in order, as long as this store is open. Nothing is kept of this
     * subscription: what is stored before it begins and after its end, it does not see. A lost connection costs time and no events.
     *
     * <p>What the listener, the feed's selector or its mapper throws is logged, and the next events follow.
     *
     * @param feed which events, and as what
     * @param listener called with one event or more, never twice at once; a slow one holds up nobody else
     * @return close it to end the calls
     * @throws EventStoreUnavailable when the store cannot be reached
     */
    <T> AppendListener subscribe(Feed<T> feed, Consumer<? super List<T>> listener);

    /**
     * Calls back after each commit that this node knows of, so that a reader need not ask again and again. Several commits may share a call,
     * and commits of other nodes may not call at all: a reader also looks by itself from time to time.
     *
     * @param listener called on the store's own thread; it must not block
     * @return close it to end the calls
     */
    AppendListener onAppend(Runnable listener);

    /** Takes no more appends, finishes those under way, and gives back what the store holds. */
    @Override
    void close();

    /** A listener's registration. */
    interface AppendListener extends AutoCloseable {

        /** Ends the calls. */
        @Override
        void close();
    }
}
