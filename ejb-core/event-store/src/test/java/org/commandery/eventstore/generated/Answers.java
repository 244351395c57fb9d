package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.RecordedEvent;

/** What must be true of the answers to appends. */
final class Answers {

    private Answers() {}

    /** Requires that an append did what its result says. */
    static void requireResult(Log log, Append append, AppendResult result, Span span) {
        assertThat(result.stream()).isEqualTo(append.stream());
        assertThat(result.events())
                .isEqualTo(append.events().size() + append.links().size());
        if (!append.links().isEmpty()) {
            requireLinks(log, append, result);
        }
        if (!append.events().isEmpty()) {
            List<RecordedEvent> stored = stored(log, append);
            RecordedEvent last = stored.get(stored.size() - 1);
            assertThat(result.version() - append.links().size())
                    .as("the version in the result of %s", append)
                    .isEqualTo(last.version());
            assertThat(result.position())
                    .as("the position in the result of %s", append)
                    .isEqualTo(last.position());
        } else if (append.links().isEmpty()) {
            assertThat(span.hadVersion(log, result.stream(), result.version()))
                    .as("%s: the stream was at version %d in %s", append, result.version(), span)
                    .isTrue();
            assertThat(result.position())
                    .as("the position of the stream's last event")
                    .isEqualTo(result.version() == 0 ? 0 : positionOf(log, result.stream(), result.version()));
            requireExpected(append, result.version());
        }
    }

    private static void requireLinks(Log log, Append append, AppendResult result) {
        List<RecordedEvent> shown = log.shown().get(append.stream());
        int end = (int) result.version();
        assertThat(shown.subList(end - append.links().size(), end))
                .as("what %s shows for %s", append.stream(), append)
                .extracting(RecordedEvent::eventId)
                .isEqualTo(append.links());
        requireExpected(append, result.version() - result.events());
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
        assertThat(stored.revision()).isEqualTo(given.revision());
        assertThat(stored.tags()).isEqualTo(given.tags());
        if (given.createdAt() != null) {
            assertThat(stored.createdAt()).isEqualTo(given.createdAt());
        }
    }
}
