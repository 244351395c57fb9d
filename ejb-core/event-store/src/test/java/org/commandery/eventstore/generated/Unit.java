package org.commandery.eventstore.generated;

import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;

/** What is written together or not at all, and what its caller was told. It may be sent several times. */
final class Unit {

    private final List<Append> appends;
    private final long known;
    private volatile boolean acknowledged;
    private volatile boolean unknown;

    /**
     * @param appends what is to be written; all events have ids
     * @param known the last position that anybody knew to be stored when it was first sent
     */
    Unit(List<Append> appends, long known) {
        this.appends = List.copyOf(appends);
        this.known = known;
    }

    List<Append> appends() {
        return appends;
    }

    long known() {
        return known;
    }

    List<UUID> eventIds() {
        return appends.stream()
                .flatMap(append -> append.events().stream())
                .map(EventData::eventId)
                .toList();
    }

    /** The caller was told that it is stored. */
    void acknowledged() {
        acknowledged = true;
    }

    /** The caller was not told what became of it. */
    void unknown() {
        unknown = true;
    }

    boolean mustBeStored() {
        return acknowledged;
    }

    boolean mayBeStored() {
        return acknowledged || unknown;
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(appends, acknowledged ? "acknowledged" : unknown ? "outcome unknown" : "refused");
    }
}
