package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.CommandIdReused;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.UnacceptableEvent;
import org.commandery.eventstore.WrongExpectedVersion;

/** What must be true of the answers to appends. */
final class Answers {

    private Answers() {}

    /** Requires that an append did what its result says. */
    static void requireResult(Log log, Append append, AppendResult result, Span span) {
        assertThat(result.stream()).isEqualTo(append.stream());
        assertThat(result.events()).isEqualTo(append.events().size());
        if (append.events().isEmpty()) {
            assertThat(span.hadVersion(log, result.stream(), result.version()))
                    .as("%s: the stream was at version %d in %s", append, result.version(), span)
                    .isTrue();
            assertThat(result.position())
                    .as("the position of the stream's last event")
                    .isEqualTo(result.version() == 0 ? 0 : positionOf(log, result.stream(), result.version()));
            requireExpected(append, result.version());
            return;
        }
        RecordedEvent last = stored(log, append).get(append.events().size() - 1);
        assertThat(result.version())
                .as("the version in the result of %s", append)
                .isEqualTo(last.version());
        assertThat(result.position())
                .as("the position in the result of %s", append)
                .isEqualTo(last.position());
    }

    private static long positionOf(Log log, String stream, long version) {
        return log.of(stream).get((int) version - 1).position();
    }

    /** The events of an append that is stored, next to each other and as they were given. */
    static List<RecordedEvent> stored(Log log, Append append) {
        List<RecordedEvent> stored = append.events().stream()
                .map(event -> log.find(event.eventId())
                        .orElseThrow(
                                () -> new AssertionError("event %s of %s is lost".formatted(event.eventId(), append))))
                .toList();
        RecordedEvent first = stored.get(0);
        for (int i = 0; i < stored.size(); i++) {
            RecordedEvent event = stored.get(i);
            requireSame(append.events().get(i), event);
            assertThat(event.stream()).isEqualTo(append.stream());
            assertThat(event.position())
                    .as("events of one append stand together: %s", append)
                    .isEqualTo(first.position() + i);
            assertThat(event.version()).isEqualTo(first.version() + i);
        }
        requireExpected(append, first.version() - 1);
        return stored;
    }

    private static void requireExpected(Append append, long version) {
        assertThat(append.expected().accepts(version))
                .as("%s was written to a stream at version %d", append, version)
                .isTrue();
    }

    private static void requireSame(EventData given, RecordedEvent stored) {
        assertThat(stored.type()).isEqualTo(given.type());
        assertThat(stored.data()).isEqualTo(given.data());
        assertThat(stored.metadata()).isEqualTo(given.metadata());
        assertThat(stored.causationId()).isEqualTo(given.causationId());
        assertThat(stored.correlationId()).isEqualTo(given.correlationId());
    }

    /**
     * Requires that there was a reason to refuse an append.
     *
     * @param own how many events the same transaction has for the append's stream already
     */
    static void requireReason(
            Log log, History history, Append append, EventStoreException refusal, Span span, long own) {
        boolean right;
        if (refusal instanceof WrongExpectedVersion wrong) {
            right = !append.expected().accepts(wrong.actual())
                    && wrong.actual() >= log.versionAt(append.stream(), span.from())
                    && wrong.actual() <= log.versionAt(append.stream(), span.to()) + own;
        } else if (refusal instanceof StreamNotFound) {
            right = append.expected().equals(ExpectedVersion.STREAM_EXISTS)
                    && log.versionAt(append.stream(), span.from()) == 0;
        } else if (refusal instanceof DuplicateEvent) {
            right = hasDuplicate(log, append, span);
        } else if (refusal instanceof CommandIdReused) {
            right = append.commandId() != null
                    && history.commands().get(append.commandId()).sent().size() > 1;
        } else if (refusal instanceof UnacceptableEvent) {
            right = append.events().stream().anyMatch(event -> Payloads.isBroken(event.data()));
        } else {
            right = false;
        }
        if (!right) {
            throw new AssertionError("%s was refused in %s without a reason".formatted(append, span), refusal);
        }
    }

    private static boolean hasDuplicate(Log log, Append append, Span span) {
        Set<UUID> ids = new HashSet<>();
        return append.events().stream()
                .map(EventData::eventId)
                .anyMatch(id -> !ids.add(id)
                        || log.find(id)
                                .filter(stored -> stored.position() <= span.to())
                                .isPresent());
    }
}
