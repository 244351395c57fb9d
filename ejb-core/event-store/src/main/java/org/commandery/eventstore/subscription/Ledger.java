package org.commandery.eventstore.subscription;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The events that a subscription has read and that are not acknowledged: those that wait, and those in the hands of subscribers. What is below the
 * first of them is handled, for it was acknowledged or not wanted. Not safe for use by many threads.
 *
 * @param <M> the subscribers
 */
final class Ledger<M> {

    /**
     * An event that is held.
     *
     * @param key what it has in common with others that must not overtake it; null when nothing
     */
    record Held(long number, RecordedEvent event, @Nullable Object key) {}

    private static final class Use<M> {

        private final M by;
        private int events;

        private Use(M by) {
            this.by = by;
        }
    }

    private final NavigableMap<Long, Held> waiting = new TreeMap<>();
    private final TreeSet<Long> unacknowledged = new TreeSet<>();
    private final Map<Object, Use<M>> keysInHand = new HashMap<>();
    private long read;

    /** Forgets everything: what comes next, comes after this number. */
    void startAfter(long number) {
        waiting.clear();
        unacknowledged.clear();
        keysInHand.clear();
        read = number;
    }

    /** Adds the events that follow, as far as they are wanted. */
    void add(Collection<Held> events, long reached) {
        for (Held held : events) {
            waiting.put(held.number(), held);
            unacknowledged.add(held.number());
        }
        read = reached;
    }

    /** Up to where events were read. */
    long read() {
        return read;
    }

    /** How many events are held. */
    int held() {
        return unacknowledged.size();
    }

    /** Up to where all events are handled. */
    long handled() {
        return unacknowledged.isEmpty() ? read : unacknowledged.first() - 1;
    }

    /** An event in hand is handled. */
    void acknowledge(Held held) {
        unacknowledged.remove(held.number());
        letGo(held);
    }

    /** Events in hand come back; they will be given out before later ones. */
    void putBack(Collection<Held> events) {
        for (Held held : events) {
            waiting.put(held.number(), held);
            letGo(held);
        }
    }

    private void letGo(Held held) {
        Object key = held.key();
        Use<M> use = key == null ? null : keysInHand.get(key);
        if (use != null && --use.events == 0) {
            keysInHand.remove(key);
        }
    }

    /** Gives events to subscribers, in order; but events of other keys overtake one whose key is in the hands of a subscriber who has them full. */
    void giveOut(Members<M> members) {
        Set<Object> blocked = new HashSet<>();
        Iterator<Held> next = waiting.values().iterator();
        while (next.hasNext()) {
            @Nullable M any = members.leastBusy();
            if (any == null) {
                return;
            }
            Held held = next.next();
            @Nullable M to = held.key() == null ? any : ofKey(held.key(), any, blocked, members);
            if (to != null) {
                next.remove();
                members.give(to, held);
            }
        }
    }

    private @Nullable M ofKey(Object key, M any, Set<Object> blocked, Members<M> members) {
        if (blocked.contains(key)) {
            return null;
        }
        Use<M> use = keysInHand.computeIfAbsent(key, unused -> new Use<>(any));
        if (!members.isFree(use.by)) {
            blocked.add(key);
            return null;
        }
        use.events++;
        return use.by;
    }

    /** Those who take events. */
    interface Members<M> {

        /** Who has the least in hand and room for more; null when nobody has. */
        @Nullable
        M leastBusy();

        /** Whether a subscriber has room for more. */
        boolean isFree(M member);

        /** Gives an event to a subscriber. */
        void give(M member, Held held);
    }
}
