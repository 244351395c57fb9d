package org.commandery.eventstore.generated;

import java.util.List;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;

/**
 * Reads a page of a stream.
 *
 * @param stream the number of the stream
 * @param from the distance of the first version from the end that the caller knows, so that both ends of the stream are met
 * @param limit how many events at most
 */
record ReadStreamOperation(int stream, boolean forward, int from, int limit) implements Operation {

    @Override
    public void run(Caller caller) {
        String name = Caller.stream(stream);
        long version = caller.history().version(name) + 1 - from;
        long known = caller.history().known();
        try {
            List<RecordedEvent> page = forward
                    ? caller.store().readForward(name, version, limit)
                    : caller.store().readBackward(name, version, limit);
            page.forEach(caller.history()::saw);
            Span span = caller.since(known);
            caller.history().later(log -> {
                if (forward) {
                    Pages.requireForward(log.of(name), version, limit, page, log.versionAt(name, known), span);
                } else {
                    Pages.requireBackward(
                            log.of(name),
                            version,
                            limit,
                            page,
                            log.versionAt(name, known),
                            log.versionAt(name, span.to()));
                }
            });
        } catch (StreamNotFound e) {
            caller.history().later(log -> {
                if (log.versionAt(name, known) > 0) {
                    throw new AssertionError("stream %s was there at position %d".formatted(name, known), e);
                }
            });
        }
    }
}
