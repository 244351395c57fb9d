package org.commandery.eventstore.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
import org.commandery.eventstore.AppendCondition;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.ConditionNotMet;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventNotFound;
import org.commandery.eventstore.KeyTaken;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.UniqueKey;
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

    private final Map<UniqueKey, String> keys = new HashMap<>();

    private int published;
    /** How many of the newest events and links of a stream readers do not see. */
    private final Map<String, Integer> unpublished = new HashMap<>();

    private final Deque<Runnable> undoKeys = new ArrayDeque<>();
    private final Set<UUID> unpublishedCommands = new HashSet<>();

    /**
     * Adds what readers do not see yet, or refuses all of it. What was added before the refused one stays until it is taken back.
     *
     * @param group appends that are written all or none
     */
    synchronized List<AppendResult> write(List<Append> group) {
        for (Append append : group) {
            AppendResult first = append.commandId() == null ? null : commands.get(append.commandId());
            if (first != null) {
                return Refusals.repeated(group, first);
            }
        }
        int before = all.size();
        return group.stream().map(append -> write(append, before)).toList();
    }

    /** @param before how many events were there before the append's group: those that its condition is about */
    private AppendResult write(Append append, int before) {
        List<RecordedEvent> stream = streams.getOrDefault(append.stream(), List.of());
        Refusals.requireExpected(append, stream.size());
        requireCondition(append, before);
        List<RecordedEvent> linked = linked(append);
        requireFree(append);
        requireAcceptable(append);
        append.events().forEach(event -> add(append.stream(), event));
        linked.forEach(event -> link(append.stream(), event));
        append.releases().forEach(key -> release(append.stream(), key));
        append.claims().forEach(key -> claim(append.stream(), key));
        AppendResult result = result(append);
        if (append.commandId() != null) {
            commands.put(append.commandId(), result);
            unpublishedCommands.add(append.commandId());
        }
        return result;
    }

    private void requireCondition(Append append, int before) {
        AppendCondition condition = append.condition();
        if (condition == null) {
            return;
        }
        all.subList(0, before).stream()
                .filter(event -> event.position() > condition.afterPosition())
                .filter(condition.query()::matches)
                .findFirst()
                .ifPresent(event -> {
                    throw new ConditionNotMet(append.stream(), event.position());
                });
    }

    /** The events that the append links. */
    private List<RecordedEvent> linked(Append append) {
        if (append.links().isEmpty()) {
            return List.of();
        }
        List<RecordedEvent> linked = new ArrayList<>();
        for (UUID id : append.links()) {
            RecordedEvent event = all.stream()
                    .filter(each -> each.eventId().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new EventNotFound(append.stream(), id));
            linked.add(event);
        }
        Set<UUID> shown = new HashSet<>();
        streams.getOrDefault(append.stream(), List.of()).forEach(event -> shown.add(event.eventId()));
        if (!linked.stream().allMatch(event -> shown.add(event.eventId()))) {
            throw new DuplicateEvent(append.stream(), null);
        }
        return linked;
    }

    private void requireFree(Append append) {
        for (UniqueKey key : append.claims()) {
            String holder = keys.getOrDefault(key, append.stream());
            if (!holder.equals(append.stream())) {
                throw new KeyTaken(append.stream(), key, holder);
            }
        }
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
        RecordedEvent recorded = new RecordedEvent(
                id,
                all.size() + 1L,
                stream,
                version(stream) + 1,
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
        all.add(recorded);
        show(stream, recorded);
    }

    private void link(String stream, RecordedEvent event) {
        show(
                stream,
                new RecordedEvent(
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
                        new RecordedEvent.Link(stream, version(stream) + 1)));
    }

    private void show(String stream, RecordedEvent event) {
        streams.computeIfAbsent(stream, name -> new ArrayList<>()).add(event);
        unpublished.merge(stream, 1, Integer::sum);
    }

    private void release(String stream, UniqueKey key) {
        if (keys.remove(key, stream)) {
            undoKeys.push(() -> keys.put(key, stream));
        }
    }

    private void claim(String stream, UniqueKey key) {
        if (keys.putIfAbsent(key, stream) == null) {
            undoKeys.push(() -> keys.remove(key));
        }
    }

    private AppendResult result(Append append) {
        List<RecordedEvent> stream = streams.getOrDefault(append.stream(), List.of());
        int last = stream.size() - 1;
        while (last >= 0 && stream.get(last).link() != null) {
            last--;
        }
        long position = last < 0 ? 0 : stream.get(last).position();
        int written = append.events().size() + append.links().size();
        return new AppendResult(append.stream(), stream.size(), position, written, false);
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
        unpublished.clear();
        unpublishedCommands.clear();
        undoKeys.clear();
    }

    private synchronized void takeBack() {
        unpublished.forEach((name, count) -> {
            List<RecordedEvent> stream = streams.get(name);
            stream.subList(stream.size() - count, stream.size()).clear();
            if (stream.isEmpty()) {
                streams.remove(name);
            }
        });
        unpublished.clear();
        List<RecordedEvent> events = all.subList(published, all.size());
        events.forEach(event -> eventIds.remove(event.eventId()));
        events.clear();
        commands.keySet().removeAll(unpublishedCommands);
        unpublishedCommands.clear();
        undoKeys.forEach(Runnable::run);
        undoKeys.clear();
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
        return events.subList(0, events.size() - unpublished.getOrDefault(stream, 0));
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
