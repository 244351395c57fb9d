package org.commandery.eventstore.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendCondition;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.ConditionNotMet;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventNotFound;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.StreamInfo;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.eventstore.internal.Refusals;

/**
 * The events of an in-memory store. One writer at a time adds events or deletes streams, which readers see when it publishes that, and which is
 * undone when it takes it back.
 */
final class Memory {

    /** Not a lock: the transaction that takes it may be ended by another thread. */
    private final Semaphore writer = new Semaphore(1);

    private final NavigableMap<Long, RecordedEvent> all = new TreeMap<>();
    private final Map<String, MemoryStream> streams = new HashMap<>();
    private final Map<UUID, RecordedEvent> byId = new HashMap<>();
    private final Map<UUID, Command> commands = new HashMap<>();

    private final MemoryKeys keys = new MemoryKeys();

    /** What a command did, and when. */
    private record Command(AppendResult result, Instant at) {}

    /** The last position that was given; events that were removed may have had it. */
    private long last;

    private long published;
    private final Set<MemoryStream> unpublishedStreams = new HashSet<>();
    private final Set<UUID> unpublishedCommands = new HashSet<>();
    private final Map<String, Runnable> unpublishedDeletes = new HashMap<>();

    /**
     * Adds what readers do not see yet, or refuses it. What a group added before the append that is refused stays until it is taken back.
     *
     * @param group appends that are written all or none
     */
    synchronized List<AppendResult> write(List<Append> group) {
        Optional<List<AppendResult>> repeated = Refusals.repeated(
                group, command -> Optional.ofNullable(commands.get(command)).map(Command::result));
        if (repeated.isPresent()) {
            return repeated.get();
        }
        long before = last;
        return group.stream().map(append -> write(append, before)).toList();
    }

    /** @param before the last position before the append's group: conditions look no further */
    private AppendResult write(Append append, long before) {
        Refusals.requireExpected(append, version(append.stream()));
        requireLastEvent(append);
        requireCondition(append, before);
        List<RecordedEvent> linked = linked(append);
        keys.requireFree(append);
        requireAcceptable(append);
        append.events().forEach(event -> add(append.stream(), event));
        linked.forEach(event -> link(append.stream(), event));
        keys.write(append);
        AppendResult result = result(append);
        if (append.commandId() != null) {
            commands.put(append.commandId(), new Command(result, Instant.now()));
            unpublishedCommands.add(append.commandId());
        }
        return result;
    }

    private void requireLastEvent(Append append) {
        UUID expected = append.expected().lastEvent();
        MemoryStream stream = streams.get(append.stream());
        RecordedEvent last = stream == null ? null : all.get(stream.lastPosition());
        if (expected != null && (last == null || !expected.equals(last.eventId()))) {
            throw Refusals.wrongVersion(append, version(append.stream()));
        }
    }

    private void requireCondition(Append append, long before) {
        AppendCondition condition = append.condition();
        if (condition != null) {
            between(all, next(condition.afterPosition()), before).values().stream()
                    .filter(condition.query()::matches)
                    .findFirst()
                    .ifPresent(event -> {
                        throw new ConditionNotMet(append.stream(), event.position());
                    });
        }
    }

    /** The events that the append links. */
    private List<RecordedEvent> linked(Append append) {
        List<RecordedEvent> linked = new ArrayList<>();
        for (UUID id : append.links()) {
            RecordedEvent event = byId.get(id);
            if (event == null) {
                throw new EventNotFound(append.stream(), id);
            }
            linked.add(event);
        }
        MemoryStream stream = streams.get(append.stream());
        Set<UUID> shown = new HashSet<>();
        if (stream != null && !linked.isEmpty()) {
            stream.entries().values().forEach(entry -> shown.add(entry.eventId()));
        }
        if (!linked.stream().allMatch(event -> shown.add(event.eventId()))) {
            throw new DuplicateEvent(append.stream(), null);
        }
        return linked;
    }

    private void requireAcceptable(Append append) {
        Set<UUID> ids = new HashSet<>();
        for (EventData event : append.events()) {
            if (byId.containsKey(event.eventId()) || !ids.add(event.eventId())) {
                throw new DuplicateEvent(append.stream(), null);
            }
            AcceptableEvents.require(append.stream(), event);
        }
    }

    private void add(String name, EventData event) {
        MemoryStream stream = streams.computeIfAbsent(name, MemoryStream::new);
        last++;
        RecordedEvent recorded = new RecordedEvent(
                Objects.requireNonNull(event.eventId()),
                last,
                name,
                stream.version() + 1,
                event.type(),
                event.revision(),
                event.data(),
                event.metadata(),
                event.causationId(),
                event.correlationId(),
                event.tags(),
                // As precise as PostgreSQL's timestamps.
                Objects.requireNonNullElseGet(event.createdAt(), Instant::now).truncatedTo(ChronoUnit.MICROS),
                null);
        byId.put(recorded.eventId(), recorded);
        all.put(last, recorded);
        stream.add(recorded);
        unpublishedStreams.add(stream);
    }

    private void link(String name, RecordedEvent event) {
        MemoryStream stream = streams.computeIfAbsent(name, MemoryStream::new);
        stream.add(new RecordedEvent(
                event.eventId(),
                event.position(),
                event.stream(),
                event.version(),
                event.type(),
                event.revision(),
                event.data(),
                event.metadata(),
                event.causationId(),
                event.correlationId(),
                event.tags(),
                event.createdAt(),
                new RecordedEvent.Link(name, stream.version() + 1)));
        unpublishedStreams.add(stream);
    }

    private AppendResult result(Append append) {
        MemoryStream stream = streams.get(append.stream());
        int written = append.events().size() + append.links().size();
        return stream == null
                ? new AppendResult(append.stream(), 0, 0, written, false)
                : new AppendResult(append.stream(), stream.version(), stream.lastPosition(), written, false);
    }

    /** Has a stream refuse readers and writers when it is published; writers of the same transaction at once. */
    synchronized long softDelete(String name, ExpectedVersion expected) {
        MemoryStream stream = requireDeletable(name, expected);
        if (stream.isDeleted()) {
            throw new StreamDeleted(name);
        }
        keys.releaseAll(name);
        unpublishedDeletes.put(name, stream::delete);
        return stream.version();
    }

    /** Removes a stream, and all that is known of it, when that is published. */
    synchronized long hardDelete(String name, ExpectedVersion expected) {
        MemoryStream stream = requireDeletable(name, expected);
        keys.releaseAll(name);
        unpublishedDeletes.put(name, () -> remove(name));
        return stream.version();
    }

    private MemoryStream requireDeletable(String name, ExpectedVersion expected) {
        MemoryStream stream = streams.get(name);
        if (stream == null) {
            throw new StreamNotFound(name);
        }
        if (unpublishedDeletes.containsKey(name)) {
            throw new StreamDeleted(name);
        }
        if (!expected.accepts(stream.version())) {
            throw new WrongExpectedVersion(name, expected, stream.version());
        }
        return stream;
    }

    private void remove(String name) {
        streams.remove(name);
        streams.values().forEach(stream -> stream.removeLinksTo(name));
        Collection<RecordedEvent> events = all.values();
        events.removeIf(event -> event.stream().equals(name));
        byId.values().removeIf(event -> event.stream().equals(name));
        commands.values().removeIf(command -> command.result().stream().equals(name));
    }

    /** Waits until the caller is the only writer. */
    void startWriting() {
        writer.acquireUninterruptibly();
    }

    /**
     * Ends the writing.
     *
     * @param publish whether readers are to see what was written; otherwise it is taken back
     */
    void stopWriting(boolean publish) {
        if (publish) {
            publish();
        } else {
            takeBack();
        }
        writer.release();
    }

    private synchronized void publish() {
        published = last;
        unpublishedStreams.forEach(MemoryStream::publish);
        unpublishedStreams.clear();
        unpublishedCommands.clear();
        unpublishedDeletes.values().forEach(Runnable::run);
        unpublishedDeletes.clear();
        keys.publish();
    }

    private synchronized void takeBack() {
        NavigableMap<Long, RecordedEvent> unpublished = all.tailMap(published, false);
        unpublished.values().forEach(event -> byId.remove(event.eventId()));
        unpublished.clear();
        last = published;
        for (MemoryStream stream : unpublishedStreams) {
            stream.takeBack();
            if (stream.version() == 0) {
                streams.remove(stream.name());
            }
        }
        unpublishedStreams.clear();
        commands.keySet().removeAll(unpublishedCommands);
        unpublishedCommands.clear();
        unpublishedDeletes.clear();
        keys.takeBack();
    }

    /**
     * The version of a stream as the writer sees it, 0 when there is none.
     *
     * @throws StreamDeleted when it was deleted
     */
    synchronized long version(String name) {
        MemoryStream stream = streams.get(name);
        if (stream == null) {
            return 0;
        }
        if (stream.isDeleted() || unpublishedDeletes.containsKey(name)) {
            throw new StreamDeleted(name);
        }
        return stream.version();
    }

    /**
     * The version of a stream as readers see it, 0 when there is none.
     *
     * @throws StreamDeleted when it was soft-deleted
     */
    synchronized long publishedVersion(String name) {
        return find(name).map(MemoryStream::publishedVersion).orElse(0L);
    }

    /** Forgets commands from before a moment, and says how many they were. */
    synchronized long forgetCommands(Instant before) {
        int known = commands.size();
        commands.entrySet()
                .removeIf(command ->
                        command.getValue().at().isBefore(before) && !unpublishedCommands.contains(command.getKey()));
        return known - commands.size();
    }

    synchronized Optional<AppendResult> findCommand(UUID commandId) {
        return Optional.ofNullable(commands.get(commandId))
                .filter(command -> !unpublishedCommands.contains(commandId))
                .map(Command::result)
                .map(first ->
                        new AppendResult(first.stream(), first.version(), first.position(), first.events(), true));
    }

    synchronized List<RecordedEvent> forward(String stream, long fromVersion, int limit) {
        MemoryStream found = published(stream);
        return page(between(found.entries(), fromVersion, found.publishedVersion()), limit);
    }

    synchronized List<RecordedEvent> backward(String stream, long fromVersion, int limit) {
        MemoryStream found = published(stream);
        return page(
                between(found.entries(), 1, Math.min(fromVersion, found.publishedVersion()))
                        .descendingMap(),
                limit);
    }

    synchronized List<RecordedEvent> allForward(long afterPosition, int limit) {
        return page(after(afterPosition), limit);
    }

    synchronized List<RecordedEvent> allBackward(long fromPosition, int limit) {
        return page(between(all, 1, Math.min(fromPosition, published)).descendingMap(), limit);
    }

    synchronized EventPage query(EventQuery query, long afterPosition, int limit) {
        requirePositive(limit);
        List<RecordedEvent> found = after(afterPosition).values().stream()
                .filter(query::matches)
                .limit(limit)
                .toList();
        long reached = found.size() < limit ? published : found.get(limit - 1).position();
        return new EventPage(found, Math.max(afterPosition, reached), reached >= published);
    }

    synchronized long head() {
        return published;
    }

    /** What readers see of all streams, those that were soft-deleted included, and of the order of all events. */
    synchronized List<StreamInfo> infos() {
        List<StreamInfo> infos = new ArrayList<>();
        NavigableMap<Long, RecordedEvent> events = after(0);
        Instant begin = events.isEmpty() ? null : events.firstEntry().getValue().createdAt();
        infos.add(new StreamInfo(EventStore.ALL, published, begin, null));
        streams.values().stream()
                .filter(stream -> stream.publishedVersion() > 0)
                .map(MemoryStream::info)
                .forEach(infos::add);
        return infos;
    }

    /** The events after a position that readers see. */
    private NavigableMap<Long, RecordedEvent> after(long position) {
        return between(all, next(position), published);
    }

    private static long next(long position) {
        return position == Long.MAX_VALUE ? position : position + 1;
    }

    private static NavigableMap<Long, RecordedEvent> between(
            NavigableMap<Long, RecordedEvent> events, long first, long last) {
        return first > last ? Collections.emptyNavigableMap() : events.subMap(first, true, last, true);
    }

    private MemoryStream published(String name) {
        return find(name).orElseThrow(() -> new StreamNotFound(name));
    }

    private Optional<MemoryStream> find(String name) {
        Optional<MemoryStream> found =
                Optional.ofNullable(streams.get(name)).filter(stream -> stream.publishedVersion() > 0);
        if (found.filter(MemoryStream::isDeleted).isPresent()) {
            throw new StreamDeleted(name);
        }
        return found;
    }

    private static List<RecordedEvent> page(NavigableMap<Long, RecordedEvent> events, int limit) {
        requirePositive(limit);
        return events.values().stream().limit(limit).toList();
    }

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is 1 or more: " + limit);
        }
    }
}
