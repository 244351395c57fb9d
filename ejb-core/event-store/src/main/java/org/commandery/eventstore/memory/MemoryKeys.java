package org.commandery.eventstore.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.KeyTaken;
import org.commandery.eventstore.UniqueKey;

/** Which stream holds which key, as the one writer sees it. */
final class MemoryKeys {

    private final Map<UniqueKey, String> holders = new HashMap<>();

    /** What takes back each change, the last one first. */
    private final Deque<Runnable> unpublished = new ArrayDeque<>();

    /** @throws KeyTaken when another stream holds a key that the append claims */
    void requireFree(Append append) {
        for (UniqueKey key : append.claims()) {
            String holder = holders.getOrDefault(key, append.stream());
            if (!holder.equals(append.stream())) {
                throw new KeyTaken(append.stream(), key, holder);
            }
        }
    }

    /** Gives back what the append releases, then gives it what it claims. */
    void write(Append append) {
        append.releases().forEach(key -> release(append.stream(), key));
        append.claims().forEach(key -> claim(append.stream(), key));
    }

    private void claim(String stream, UniqueKey key) {
        if (holders.putIfAbsent(key, stream) == null) {
            unpublished.push(() -> holders.remove(key));
        }
    }

    private void release(String stream, UniqueKey key) {
        if (holders.remove(key, stream)) {
            unpublished.push(() -> holders.put(key, stream));
        }
    }

    /** Gives back all that a stream holds: one that is deleted could not do so any more. */
    void releaseAll(String stream) {
        List.copyOf(holders.keySet()).forEach(key -> release(stream, key));
    }

    void publish() {
        unpublished.clear();
    }

    void takeBack() {
        unpublished.forEach(Runnable::run);
        unpublished.clear();
    }
}
