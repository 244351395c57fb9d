package org.commandery.eventstore.generated;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendCondition;
import org.commandery.eventstore.CommandIdReused;
import org.commandery.eventstore.ConditionNotMet;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventNotFound;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.KeyTaken;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.UnacceptableEvent;
import org.commandery.eventstore.WrongExpectedVersion;

/** Why appends may be refused: for what was so at some moment between the question and the answer. */
final class Reasons {

    private final Log log;
    private final History history;
    private final List<Append> together;
    private final Span span;

    private Reasons(Log log, History history, List<Append> together, Span span) {
        this.log = log;
        this.history = history;
        this.together = together;
        this.span = span;
    }

    /**
     * Requires that there was a reason to refuse one of the appends that were to be written together.
     *
     * @throws AssertionError when there was none
     */
    static void require(Log log, History history, List<Append> together, EventStoreException refusal, Span span) {
        Reasons reasons = new Reasons(log, history, together, span);
        if (together.stream().noneMatch(append -> reasons.areThere(append, refusal))) {
            throw new AssertionError("refused in %s without a reason: %s".formatted(span, together), refusal);
        }
    }

    private boolean areThere(Append append, EventStoreException refusal) {
        if (refusal instanceof WrongExpectedVersion wrong) {
            return !append.expected().accepts(wrong.actual()) && wasAtVersion(append.stream(), wrong.actual());
        }
        if (refusal instanceof StreamNotFound) {
            return append.expected().equals(ExpectedVersion.STREAM_EXISTS)
                    && log.versionAt(append.stream(), span.from()) == 0;
        }
        if (refusal instanceof StreamDeleted) {
            return history.deletes().stream()
                    .anyMatch(delete -> delete.stream().equals(append.stream()) && delete.mayBeDone());
        }
        if (refusal instanceof DuplicateEvent) {
            return hasDuplicate(append);
        }
        if (refusal instanceof EventNotFound unknown) {
            return append.links().contains(unknown.eventId())
                    && log.find(unknown.eventId())
                            .filter(event -> event.position() <= span.from())
                            .isEmpty();
        }
        if (refusal instanceof CommandIdReused) {
            return append.commandId() != null
                    && history.commands().get(append.commandId()).sent().size() > 1;
        }
        if (refusal instanceof ConditionNotMet changed) {
            return append.condition() != null && isChanged(append.condition(), changed.position());
        }
        if (refusal instanceof KeyTaken taken) {
            return append.claims().contains(taken.key()) && !taken.holder().equals(append.stream()) && isTaken(taken);
        }
        return refusal instanceof UnacceptableEvent
                && append.events().stream().anyMatch(event -> Payloads.isBroken(event.data()));
    }

    /** The versions of streams with links do not follow from the positions of events alone. */
    private boolean wasAtVersion(String stream, long version) {
        long own = together.stream()
                .filter(append -> append.stream().equals(stream))
                .mapToLong(append -> append.events().size() + append.links().size())
                .sum();
        return stream.startsWith(LinkOperation.LINKED)
                || (log.versionAt(stream, span.from()) <= version && version <= log.versionAt(stream, span.to()) + own);
    }

    private boolean hasDuplicate(Append append) {
        Set<UUID> ids = new HashSet<>();
        boolean inEvents = append.events().stream()
                .map(EventData::eventId)
                .anyMatch(id -> !ids.add(id)
                        || log.find(id)
                                .filter(stored -> stored.position() <= span.to())
                                .isPresent());
        Set<UUID> links = new HashSet<>();
        return inEvents || append.links().stream().anyMatch(id -> !links.add(id) || log.shows(append.stream(), id));
    }

    private boolean isChanged(AppendCondition condition, long position) {
        boolean stored = condition.afterPosition() < position
                && position <= span.to()
                && log.events().stream()
                        .anyMatch(event -> event.position() == position
                                && condition.query().matches(event));
        // What the same transaction has written before counts as well, and has gone with it; what was removed for good
        // has gone, too.
        return stored || together.size() > 1 || history.gaps();
    }

    private boolean isTaken(KeyTaken taken) {
        return Keys.of(log, history).wasHeld(taken.key(), taken.holder(), span)
                || together.stream()
                        .anyMatch(append -> append.stream().equals(taken.holder())
                                && append.claims().contains(taken.key()));
    }
}
