package org.commandery.runtime.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.handler.EventBatch;
import org.commandery.runtime.handler.HandlerModel.HandleMethod;
import org.commandery.runtime.serialization.EventClass;
import org.commandery.runtime.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/** A handler at an application: which calls the application's stored events mean to it. */
public final class HandlerCalls {

    private final HandlerModel model;
    private final Serialization serialization;
    private final String application;
    private final String handler;

    HandlerCalls(HandlerModel model, Serialization serialization, String application, String handler) {
        this.model = model;
        this.serialization = serialization;
        this.application = application;
        this.handler = handler;
    }

    /** The stable names of the stored events that may mean a call; null for all events. */
    public @Nullable Set<String> storedTypes() {
        Set<String> types = model.eventTypes();
        return types == null ? null : serialization.upcasters().storedTypes(types);
    }

    /**
     * The calls that stored events mean, in order: one, with all of them, when the handler gets them in batches.
     *
     * @param stored the events as they are stored
     * @param replay whether the handler has had them before
     * @throws org.commandery.CommanderyException when an upcaster or the codec fails, or an event has a form that its class does not know
     */
    public List<HandlerCall> of(List<RecordedEvent> stored, boolean replay) {
        if (!model.isBatched()) {
            return stored.stream().flatMap(event -> of(event, replay).stream()).toList();
        }
        List<EventBatch.Entry> entries = new ArrayList<>();
        String type = "";
        for (RecordedEvent event : stored) {
            for (HandlerCall call : of(event, replay)) {
                entries.add(new EventBatch.Entry(call.event(), call.metadata()));
                type = call.metadata().type();
            }
        }
        HandleMethod method = model.find(type);
        return entries.isEmpty() || method == null
                ? List.of()
                : List.of(new HandlerCall(
                        method,
                        model.findAfterCommit(type),
                        new EventBatch(entries),
                        entries.get(entries.size() - 1).metadata()));
    }

    /**
     * The calls that a stored event means, by itself.
     *
     * @param stored the event as it is stored
     * @return one call, mostly; none when no method takes what upcasters make of the event, and as many as they make of it otherwise, in order
     * @throws org.commandery.CommanderyException when an upcaster or the codec fails, or the event has a form that its class does not know
     */
    public List<HandlerCall> of(RecordedEvent stored) {
        return of(stored, false);
    }

    private List<HandlerCall> of(RecordedEvent stored, boolean replay) {
        List<RecordedEvent> parts = serialization.today(stored);
        List<HandlerCall> calls = new ArrayList<>(parts.size());
        for (int part = 1; part <= parts.size(); part++) {
            RecordedEvent event = parts.get(part - 1);
            HandleMethod method = model.find(event.type());
            if (method != null) {
                calls.add(new HandlerCall(
                        method,
                        model.findAfterCommit(event.type()),
                        argument(method.event(), event, stored),
                        metadata(event, part, replay)));
            }
        }
        return calls;
    }

    private Object argument(@Nullable EventClass type, RecordedEvent event, RecordedEvent stored) {
        return type == null ? event : serialization.decode(type, event, stored);
    }

    private EventMetadata metadata(RecordedEvent event, int part, boolean replay) {
        return new EventMetadata(
                application,
                handler,
                event.eventId(),
                event.position(),
                event.stream(),
                event.version(),
                event.type(),
                event.revision(),
                part,
                event.causationId(),
                event.correlationId(),
                event.metadata(),
                event.createdAt(),
                replay);
    }
}
