package org.commandery.runtime.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.commandery.application.CommandFailed;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;
import org.commandery.application.ExecutionTimeout;
import org.commandery.application.Returning;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.CommandIdReused;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.runtime.aggregate.Aggregates;
import org.commandery.runtime.aggregate.Executed;
import org.commandery.runtime.aggregate.Execution;
import org.commandery.runtime.aggregate.Loaded;
import org.commandery.runtime.router.CommandRoute;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/** A command that middleware has let pass, with its route: what is executed, and what its result is. */
final class Request {

    private final Dispatch dispatch;
    private final CommandRoute route;
    private final EventStore store;
    private final Aggregates aggregates;
    private final EventTypes eventTypes;
    private final Serialization serialization;
    private final String identity;
    private final String stream;
    private final DispatchOptions options;
    private final Returning returning;

    /** @throws org.commandery.application.InvalidAggregateIdentity when the command does not say which aggregate it is for */
    Request(
            Dispatch dispatch,
            CommandRoute route,
            EventStore store,
            Aggregates aggregates,
            EventTypes eventTypes,
            Serialization serialization) {
        this.dispatch = dispatch;
        this.route = route;
        this.store = store;
        this.aggregates = aggregates;
        this.eventTypes = eventTypes;
        this.serialization = serialization;
        this.identity = route.identityOf(dispatch.command());
        this.stream = route.stream(identity);
        this.options = dispatch.options();
        this.returning = options.returning().orElseThrow();
    }

    /** What the command did when it was sent before, under the same id. */
    Optional<ExecutionResult> storedBefore() {
        return Optional.ofNullable(dispatch.knownId())
                .flatMap(store::findCommand)
                .map(this::repeated);
    }

    Execution execution() {
        return new Execution(
                route.aggregate(),
                stream,
                options.expectedVersion().orElse(null),
                options.attempts().orElseThrow(),
                dispatch.knownId(),
                this::decide,
                this::eventData,
                dispatch.command(),
                route.lifespan());
    }

    /** Looks at the time before and after: what was not decided in time must not be stored later. */
    private List<Object> decide(Loaded aggregate) {
        requireTime();
        List<Object> events = decideOn(aggregate.state());
        requireTime();
        return events;
    }

    private void requireTime() {
        if (dispatch.deadline().isOver()) {
            throw new ExecutionTimeout(
                    dispatch.command().getClass(), stream, dispatch.deadline().timeout());
        }
    }

    private List<Object> decideOn(@Nullable Object state) {
        try {
            return route.decide(state, dispatch, identity);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new CommandFailed(dispatch.command().getClass(), stream, e);
        }
    }

    private EventData eventData(Object event) {
        return serialization
                .encode(event)
                .withMetadata(options.metadata())
                .withCause(options.causationId().orElse(dispatch.commandId()), dispatch.correlationId());
    }

    ExecutionResult result(Executed executed) {
        AppendResult stored = executed.stored();
        if (stored.repeated()) {
            return repeated(stored);
        }
        List<String> types = new ArrayList<>(executed.events().size());
        for (Object event : executed.events()) {
            types.add(EventTypes.nameOf(event.getClass()));
        }
        return result(stored, types, dispatch.correlationId(), executed.state(), executed.events());
    }

    /** The first result of a command that is stored already; its correlation id is the first one's too. */
    private ExecutionResult repeated(AppendResult first) {
        if (!first.stream().equals(stream)) {
            throw new CommandIdReused(dispatch.commandId(), first.stream(), stream);
        }
        List<RecordedEvent> events = eventsOf(first);
        UUID correlation = events.isEmpty() ? null : events.get(0).correlationId();
        return result(
                first,
                events.stream().map(RecordedEvent::type).toList(),
                correlation == null ? dispatch.correlationId() : correlation,
                returning.hasState() ? stateAt(first.version()) : null,
                returning.hasEvents() ? events.stream().flatMap(this::decoded).toList() : List.of());
    }

    private ExecutionResult result(
            AppendResult stored, List<String> types, UUID correlation, @Nullable Object state, List<Object> events) {
        return new ExecutionResult(
                stored.stream(),
                stored.version(),
                stored.position(),
                types,
                dispatch.commandId(),
                correlation,
                stored.repeated(),
                returning.hasState() ? Optional.ofNullable(state) : Optional.empty(),
                returning.hasEvents() ? events : List.of());
    }

    private List<RecordedEvent> eventsOf(AppendResult first) {
        if (first.events() == 0) {
            return List.of();
        }
        try {
            return store.readForward(stream, first.version() - first.events() + 1, first.events());
        } catch (StreamNotFound e) {
            return List.of();
        }
    }

    /** The state that the command left then, which others may have changed since. */
    private @Nullable Object stateAt(long version) {
        return aggregates.load(route.aggregate(), stream, version).state();
    }

    private Stream<Object> decoded(RecordedEvent event) {
        return eventTypes.decode(event).stream();
    }
}
