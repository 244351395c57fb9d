package org.commandery.eventstore.generated;

import java.util.List;
import org.commandery.eventstore.RecordedEvent;

/**
 * Reads a page of all events, or only asks for the last position.
 *
 * @param from the distance of the first position from the end that the caller knows
 * @param limit how many events at most; 0 to ask for the last position
 */
record ReadAllOperation(boolean forward, int from, int limit) implements Operation {

    @Override
    public void run(Caller caller) {
        long known = caller.history().known();
        if (limit == 0) {
            head(caller, known);
            return;
        }
        long position = known + 1 - from;
        List<RecordedEvent> page = forward
                ? caller.store().readAllForward(position - 1, limit)
                : caller.store().readAllBackward(position, limit);
        page.forEach(caller.history()::saw);
        Span span = caller.since(known);
        caller.history().later(log -> {
            if (forward) {
                Pages.requireForward(log.events(), position, limit, page, known, span);
            } else {
                Pages.requireBackward(log.events(), position, limit, page, known, Math.min(log.head(), span.to()));
            }
        });
    }

    private static void head(Caller caller, long known) {
        long head = caller.store().head();
        caller.history().saw(head);
        caller.history().sawEnd(head);
        Span span = caller.since(known);
        if (!span.contains(head)) {
            throw new AssertionError("the last position was %d, but must have been in %s".formatted(head, span));
        }
    }
}
