package org.commandery.eventstore.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.internal.Refusals;

/**
 * The events of an in-memory store. One writer at a time adds events, which readers see when it publishes them, and which are gone
 * when it takes them back.
 */
final class Memory {

    /** Not a lock: the transaction that takes it may be ended by another thread. */
    private final Semaphore writer = new Semaphore(1);

    private final List<RecordedEvent> all = new ArrayList<>();
    private final Map<String, List<RecordedEvent>> streams = new HashMap<>();
    private final Set<UUID> eventIds = new HashSet<>();
    private final Map<UUID, AppendResult> commands = new HashMap<>();

    private int published;
    private final Set<UUID> unpublishedCommands = new HashSet<>();

    /** Adds events that readers do not see yet, or refuses them and adds nothing. */
    synchronized AppendResult write(Append append) {
        AppendResult first = append.commandId() == null ? null : commands.get(append.commandId());
        if (first != null) {
            return Refusals.repeated(append, first);
        }
        List<RecordedEvent> stream = streams.getOrDefault(append.stream(), List.of());
        Refusals.requireExpected(append, stream.size());
        requireAcceptable(append);
        append.events().forEach(event -> add(append.stream(), event));
        AppendResult result = result(append);
        if (append.commandId() != null) {
            commands.put(append.commandId(), result);
            unpublishedCommands.add(append.commandId());
        }
        return result;
    }

    private void requireAcceptable(Append append) {
        Set<UUID> ids = new HashSet<>();
        for (EventData event : append.events()) {
            if (eventIds.contains(event.eventId()) || !ids.add(event.eventId())) {
                throw new DuplicateEvent(append.stream(), null);
            }
            AcceptableEvents.require(append.stream(), event);
        }
    }

    private void add(String stream, EventData event) {
        UUID id = Objects.requireNonNull(event.eventId());
        List<RecordedEvent> events = streams.computeIfAbsent(stream, name -> new ArrayList<>());
        RecordedEvent recorded = new RecordedEvent(
                id,
                all.size() + 1L,
                stream,
                events.size() + 1L,
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
        eventIds.add(id);
        events.add(recorded);
        all.add(recorded);
    }

    private AppendResult result(Append append) {
        List<RecordedEvent> stream = streams.getOrDefault(append.stream(), List.of());
        long position = stream.isEmpty() ? 0 : stream.get(stream.size() - 1).position();
        return new AppendResult(
                append.stream(), stream.size(), position, append.events().size(), false);
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
        published = all.size();
        unpublishedCommands.clear();
    }

    private synchronized void takeBack() {
        for (RecordedEvent event : List.copyOf(all.subList(published, all.size()))) {
            eventIds.remove(event.eventId());
            List<RecordedEvent> stream = streams.get(event.stream());
            stream.remove(event);
            if (stream.isEmpty()) {
                streams.remove(event.stream());
            }
        }
        all.subList(published, all.size()).clear();
        commands.keySet().removeAll(unpublishedCommands);
        unpublishedCommands.clear();
    }

    /** The version of a stream, what is not published included. */
    synchronized long version(String stream) {
        return streams.getOrDefault(stream, List.of()).size();
    }

    /** The version of a stream as readers see it. */
    synchronized long publishedVersion(String stream) {
        return visible(stream).size();
    }

    synchronized Optional<AppendResult> findCommand(UUID commandId) {
        return Optional.ofNullable(commands.get(commandId))
                .filter(command -> !unpublishedCommands.contains(commandId))
                .map(first ->
                        new AppendResult(first.stream(), first.version(), first.position(), first.events(), true));
    }

    synchronized List<RecordedEvent> forward(String stream, long fromVersion, int limit) {
        return page(published(stream), fromVersion - 1, limit);
    }

    synchronized List<RecordedEvent> backward(String stream, long fromVersion, int limit) {
        return pageBackward(published(stream), fromVersion, limit);
    }

    synchronized List<RecordedEvent> allForward(long afterPosition, int limit) {
        return page(all.subList(0, published), afterPosition, limit);
    }

    synchronized List<RecordedEvent> allBackward(long fromPosition, int limit) {
        return pageBackward(all.subList(0, published), fromPosition, limit);
    }

    synchronized long head() {
        return published;
    }

    private List<RecordedEvent> published(String stream) {
        List<RecordedEvent> events = visible(stream);
        if (events.isEmpty()) {
            throw new StreamNotFound(stream);
        }
        return events;
    }

    private List<RecordedEvent> visible(String stream) {
        List<RecordedEvent> events = streams.getOrDefault(stream, List.of());
        int visible = events.size();
        while (visible > 0 && events.get(visible - 1).position() > published) {
            visible--;
        }
        return events.subList(0, visible);
    }

    private static List<RecordedEvent> page(List<RecordedEvent> events, long after, int limit) {
        requirePositive(limit);
        int from = (int) Math.max(0, Math.min(after, events.size()));
        return List.copyOf(events.subList(from, (int) Math.min((long) from + limit, events.size())));
    }

    private static List<RecordedEvent> pageBackward(List<RecordedEvent> events, long last, int limit) {
        requirePositive(limit);
        List<RecordedEvent> page = new ArrayList<>();
        for (int i = (int) Math.min(last, events.size()) - 1; i >= 0 && page.size() < limit; i--) {
            page.add(events.get(i));
        }
        return List.copyOf(page);
    }

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is 1 or more: " + limit);
        }
    }
}
