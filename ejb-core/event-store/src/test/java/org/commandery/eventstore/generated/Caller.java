package org.commandery.eventstore.generated;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;

/** One of those who use the store: what operations need to do what they say. Used by one thread. */
final class Caller {

    private final int number;
    private final World world;
    private final History history;
    private final AtomicLong eventNumbers;

    /** @param eventNumbers gives events numbers that differ between all callers */
    Caller(int number, World world, History history, AtomicLong eventNumbers) {
        this.number = number;
        this.world = world;
        this.history = history;
        this.eventNumbers = eventNumbers;
    }

    /** Which caller it is, 0 the first. */
    int number() {
        return number;
    }

    World world() {
        return world;
    }

    History history() {
        return history;
    }

    EventStore store() {
        return world.store(number);
    }

    static String stream(int number) {
        return "stream-" + number;
    }

    /** An event that nobody else has. */
    EventData event() {
        return Payloads.event(eventNumbers.incrementAndGet());
    }

    /** From what was known then to what is stored now. */
    Span since(long known) {
        try {
            return new Span(known, world.undisturbed().head());
        } catch (EventStoreUnavailable e) {
            return new Span(known, Long.MAX_VALUE);
        }
    }

    /** An append on its way. */
    record Sent(Append append, Unit unit, long known) {}

    /** Makes an append known to the history, before it is sent. */
    Sent send(Append append) {
        history.sendCommand(append);
        Unit unit = history.send(List.of(append), history.known());
        return new Sent(append, unit, unit.known());
    }

    /** Sends an append, waits for the answer, and leaves in the history what must be true of it. */
    void append(Append append) {
        await(send(append), () -> store().append(append));
    }

    /** Waits for the answer to an append, and leaves in the history what must be true of it. */
    void await(Sent sent, Supplier<AppendResult> answer) {
        try {
            take(sent, answer.get());
        } catch (EventStoreUnavailable e) {
            sent.unit().unknown();
            history.unavailable(e);
            awaitStore();
            if (sent.append().commandId() != null) {
                // What the error's documentation says: the id makes it safe.
                Sent again = new Sent(sent.append(), sent.unit(), history.known());
                await(again, () -> store().append(sent.append()));
            }
        } catch (EventStoreException refusal) {
            history.count(refusal.getClass().getSimpleName());
            Span span = since(sent.known());
            history.later(log -> Answers.requireReason(log, history, sent.append(), refusal, span, 0));
        }
    }

    private void take(Sent sent, AppendResult result) {
        history.answered(sent.append(), result);
        if (result.repeated()) {
            return;
        }
        sent.unit().acknowledged();
        Span span = since(sent.known());
        history.later(log -> Answers.requireResult(log, sent.append(), result, span));
    }

    /** Waits until the database is back. */
    void awaitStore() {
        Patience.until("the database is back", () -> {
            try {
                world.undisturbed().head();
                return true;
            } catch (EventStoreUnavailable e) {
                return false;
            }
        });
    }
}
