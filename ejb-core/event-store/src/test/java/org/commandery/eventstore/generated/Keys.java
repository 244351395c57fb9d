package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Which stream held which unique key, from the first position to the last. */
final class Keys {

    /** From a position on, a stream has the key; or nobody, when it is null. */
    private record Change(long position, @Nullable String holder) {}

    private final Map<UniqueKey, List<Change>> changes = new HashMap<>();

    private Keys() {}

    /**
     * Follows the stored appends in their order.
     *
     * @throws AssertionError when one of them claimed a key that another stream held
     */
    static Keys of(Log log, History history) {
        Keys keys = new Keys();
        history.units().stream()
                .filter(unit -> unit.isStored(log, history))
                .flatMap(unit -> unit.appends().stream())
                .filter(append -> !append.events().isEmpty())
                .sorted(Comparator.comparingLong(append -> position(log, append)))
                .forEach(append -> keys.follow(append, position(log, append)));
        return keys;
    }

    private static long position(Log log, Append append) {
        return log.find(append.events().get(0).eventId()).orElseThrow().position();
    }

    private void follow(Append append, long position) {
        for (UniqueKey key : append.releases()) {
            if (append.stream().equals(holder(key))) {
                changes(key).add(new Change(position, null));
            }
        }
        for (UniqueKey key : append.claims()) {
            String holder = holder(key);
            if (holder != null && !holder.equals(append.stream())) {
                throw new AssertionError("%s claimed at %d what %s held".formatted(append, position, holder));
            }
            changes(key).add(new Change(position, append.stream()));
        }
    }

    private List<Change> changes(UniqueKey key) {
        return changes.computeIfAbsent(key, any -> new ArrayList<>());
    }

    private @Nullable String holder(UniqueKey key) {
        List<Change> known = changes(key);
        return known.isEmpty() ? null : known.get(known.size() - 1).holder();
    }

    /** Whether a stream held a key at some moment. */
    boolean wasHeld(UniqueKey key, String holder, Span span) {
        List<Change> known = changes(key);
        for (int i = 0; i < known.size(); i++) {
            long end = i + 1 < known.size() ? known.get(i + 1).position() : Long.MAX_VALUE;
            if (holder.equals(known.get(i).holder()) && known.get(i).position() <= span.to() && end > span.from()) {
                return true;
            }
        }
        return false;
    }
}
