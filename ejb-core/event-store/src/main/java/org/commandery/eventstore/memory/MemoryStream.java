package org.commandery.eventstore.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamInfo;
import org.jspecify.annotations.Nullable;

/** A stream of an in-memory store: its events and links by their versions, with gaps where links were removed. */
final class MemoryStream {

    private final String name;
    private final Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final NavigableMap<Long, RecordedEvent> entries = new TreeMap<>();
    private long version;
    private long publishedVersion;
    private @Nullable Instant deletedAt;

    MemoryStream(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Adds an event or a link, whose number is the next version. */
    void add(RecordedEvent entry) {
        version = entry.number();
        entries.put(version, entry);
    }

    /** Lets readers see what was added. */
    void publish() {
        publishedVersion = version;
    }

    /** Takes back what readers have not seen. */
    void takeBack() {
        entries.tailMap(publishedVersion, false).clear();
        version = publishedVersion;
    }

    /** Removes the links to another stream. The version stays. */
    void removeLinksTo(String stream) {
        entries.values()
                .removeIf(entry -> entry.link() != null && entry.stream().equals(stream));
    }

    void delete() {
        deletedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    /** The position of the last event that is not a link, 0 when there is none. */
    long lastPosition() {
        return entries.descendingMap().values().stream()
                .filter(entry -> entry.link() == null)
                .mapToLong(RecordedEvent::position)
                .findFirst()
                .orElse(0);
    }

    /** The version, what is not published included. */
    long version() {
        return version;
    }

    /** The version as readers see it, 0 when they do not see the stream. */
    long publishedVersion() {
        return publishedVersion;
    }

    /** All entries, what is not published included. */
    NavigableMap<Long, RecordedEvent> entries() {
        return Collections.unmodifiableNavigableMap(entries);
    }

    StreamInfo info() {
        return new StreamInfo(name, publishedVersion, createdAt, deletedAt);
    }
}
