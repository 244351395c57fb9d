package org.commandery.shop.purchase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.handler.HandlerCall;
import org.commandery.runtime.handler.HandlerCalls;
import org.commandery.runtime.handler.HandlerModel;
import org.commandery.runtime.serialization.Serialization;

/**
 * Brings events to a handler as badly as is allowed: those of a stream in order, those of different streams in any order, and some of them again, as
 * after a crash between the handler's work and its checkpoint.
 */
final class Feed {

    private static final int MORE_THAN_THERE_ARE = 10_000;

    private final Object handler;
    private final EventStore store;
    private final HandlerCalls calls;
    private final Map<String, Integer> handled = new HashMap<>();

    Feed(Object handler, String name, String application, EventStore store, Serialization serialization) {
        this.handler = handler;
        this.store = store;
        this.calls = HandlerModel.of(handler.getClass()).at(serialization, application, name);
    }

    /** Lets the handler have the next event of some stream; returns false when it has had all. */
    boolean deliverNext(Random random) {
        List<RecordedEvent> candidates = new ArrayList<>();
        streams().forEach((stream, events) -> {
            int next = handled.getOrDefault(stream, 0);
            if (next < events.size()) {
                candidates.add(events.get(next));
            }
        });
        if (candidates.isEmpty()) {
            return false;
        }
        RecordedEvent event = candidates.get(random.nextInt(candidates.size()));
        calls.of(event).forEach(this::make);
        handled.merge(event.stream(), 1, Integer::sum);
        return true;
    }

    /** Forgets that the handler has had the last events of its streams. */
    void crash(Random random) {
        handled.replaceAll((stream, count) -> Math.max(0, count - random.nextInt(4)));
    }

    private Map<String, List<RecordedEvent>> streams() {
        Map<String, List<RecordedEvent>> streams = new TreeMap<>();
        store.readAllForward(0, MORE_THAN_THERE_ARE).stream()
                .filter(event -> !calls.of(event).isEmpty())
                .forEach(event -> streams.computeIfAbsent(event.stream(), stream -> new ArrayList<>())
                        .add(event));
        return streams;
    }

    private void make(HandlerCall call) {
        try {
            call.on(handler);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
