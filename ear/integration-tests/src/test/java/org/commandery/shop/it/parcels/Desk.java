package org.commandery.shop.it.parcels;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes parcels, unless it is told to refuse them, and knows which stamps it has seen. */
@ApplicationScoped
public class Desk {

    private final Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    void take(ParcelStamped event) {
        if (refused.contains(event.id())) {
            throw new IllegalArgumentException("parcel '%s' ticks".formatted(event.id()));
        }
        seen.computeIfAbsent(event.id(), id -> new CopyOnWriteArrayList<>()).add(event.stamp());
    }

    List<Integer> seen(String id) {
        return seen.getOrDefault(id, List.of());
    }

    void refuse(String id) {
        refused.add(id);
    }

    void accept(String id) {
        refused.remove(id);
    }

    /** It cannot be cleared while it is closed. */
    void close() {
        closed = true;
    }

    void open() {
        closed = false;
    }

    void clear() {
        if (closed) {
            throw new IllegalStateException("the desk is closed");
        }
        seen.clear();
    }
}
