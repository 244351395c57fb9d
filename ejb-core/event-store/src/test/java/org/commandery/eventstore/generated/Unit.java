package org.commandery.eventstore.generated;

import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;

/** What is written together or not at all, and what its caller was told. It may be sent several times. */
final class Unit {

    private final List<Append> appends;
    private final boolean group;
    private final long known;
    private volatile long begin;
    private volatile long end = Long.MAX_VALUE;
    private volatile boolean acknowledged;
    private volatile boolean unknown;

    /**
     * @param appends what is to be written; all events have ids
     * @param group whether they are one append of several streams
     * @param known the last position that anybody knew to be stored when it was first sent
     */
    Unit(List<Append> appends, boolean group, long known) {
        this.appends = List.copyOf(appends);
        this.group = group;
        this.known = known;
    }

    List<Append> appends() {
        return appends;
    }

    boolean isGroup() {
        return group;
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

    /** The history's tick when it was sent. */
    long begin() {
        return begin;
    }

    void begun(long tick) {
        begin = tick;
    }

    /** The tick of the answer; the greatest number when that was not noted. */
    long end() {
        return end;
    }

    void ended(long tick) {
        end = tick;
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

    /** Whether it is in the log: events whose ids were taken before are not its own. */
    boolean isStored(Log log, History history) {
        return mayBeStored()
                && eventIds().stream()
                        .anyMatch(
                                id -> history.owner(id) == this && log.find(id).isPresent());
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(appends, acknowledged ? "acknowledged" : unknown ? "outcome unknown" : "refused");
    }
}
