package org.commandery.web.subscription;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.web.event.EventView;
import org.jspecify.annotations.Nullable;

/**
 * An event that a handler has put aside.
 *
 * @param position the event's
 * @param key what it has in common with the events that must not be handled before it
 * @param error what the handler threw, and what caused that, a line each; null for an event that is only behind another one of its key. The stack is in the log
 * @param attempts how often the handler was called with it; 0 for an event that is only behind another one
 * @param parkedAt when it was put aside
 * @param retrying whether it is to be delivered again
 * @param event the event as it is stored; null when its stream was removed for good
 */
@JsonbNillable
@JsonbPropertyOrder({"position", "key", "error", "attempts", "parkedAt", "retrying", "event"})
public record DeadLetterView(
        long position,
        String key,
        @Nullable String error,
        int attempts,
        Instant parkedAt,
        boolean retrying,
        @Nullable EventView event) {

    /** What a stack says beside the exceptions: where they were thrown. */
    private static final Pattern FRAMES = Pattern.compile("(?m)^\\s+(?:at\\s|\\.\\.\\. \\d+ (?:more|common)).*\\R?");

    private static final Pattern CAUSE = Pattern.compile("(?m)^\\s*Caused by: ");

    static DeadLetterView of(DeadLetter letter, Optional<RecordedEvent> event) {
        String error = letter.error();
        return new DeadLetterView(
                letter.position(),
                letter.key(),
                error == null ? null : withoutFrames(error),
                letter.attempts(),
                letter.parkedAt(),
                letter.retrying(),
                event.map(EventView::of).orElse(null));
    }

    /** The exceptions of a stack without the places: a caller of HTTP need not know the inner life of the server. */
    static String withoutFrames(String stack) {
        String exceptions = FRAMES.matcher(stack).replaceAll("");
        return CAUSE.matcher(exceptions).replaceAll("because of ").strip();
    }
}
