package org.commandery.runtime.application;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.commandery.CommanderyException;
import org.commandery.application.CommandFailed;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;
import org.commandery.application.UnregisteredCommand;
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
import org.commandery.runtime.router.RouteTable;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/** Takes a command to its aggregate and the aggregate's events to the store. */
final class Dispatcher {

    /** How often a command is executed before it gives up against other writers of its stream. */
    private static final int ATTEMPTS = 10;

    private final String application;
    private final RouteTable routes;
    private final Aggregates aggregates;
    private final EventStore store;
    private final Serialization serialization;
    private final Supplier<Validator> validator;

    Dispatcher(
            String application,
            RouteTable routes,
            Aggregates aggregates,
            EventStore store,
            Serialization serialization,
            Supplier<Validator> validator) {
        this.application = application;
        this.routes = routes;
        this.aggregates = aggregates;
        this.store = store;
        this.serialization = serialization;
        this.validator = validator;
    }

    ExecutionResult dispatch(Object command, DispatchOptions options) {
        CommandRoute route = routes.find(command.getClass())
                .orElseThrow(() ->
                        new UnregisteredCommand(application, command.getClass().getName()));
        validate(command);
        Request request = new Request(command, route, route.identityOf(command), options);
        return request.storedBefore().orElseGet(() -> execute(request));
    }

    /** Executes the command; what fails because the same command was stored meanwhile, under the same id, has not failed. */
    private ExecutionResult execute(Request request) {
        try {
            Executed executed = aggregates.execute(request.execution());
            return executed.stored().repeated() ? request.repeated(executed.stored()) : request.result(executed);
        } catch (CommanderyException e) {
            return request.storedBefore().orElseThrow(() -> e);
        }
    }

    private void validate(Object command) {
        Set<ConstraintViolation<Object>> violations = validator.get().validate(command);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }

    /** A command on its way, with its ids. */
    private final class Request {

        private final Object command;
        private final CommandRoute route;
        private final String identity;
        private final String stream;
        private final DispatchOptions options;
        private final @Nullable UUID knownId;
        private final UUID commandId;
        private final UUID correlationId;

        Request(Object command, CommandRoute route, String identity, DispatchOptions options) {
            this.command = command;
            this.route = route;
            this.identity = identity;
            this.stream = route.stream(identity);
            this.options = options;
            this.knownId = options.commandId().or(this::idInHandler).orElse(null);
            this.commandId = knownId == null ? UUID.randomUUID() : knownId;
            this.correlationId = options.correlationId().orElseGet(UUID::randomUUID);
        }

        /** The id of a command that a handler dispatches: the same each time that it is called with the event. */
        private Optional<UUID> idInHandler() {
            return options.handler().map(handler -> {
                String name = String.join(
                        "|",
                        handler,
                        String.valueOf(options.causationId().orElse(null)),
                        command.getClass().getName(),
                        stream);
                return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
            });
        }

        /** What the command did when it was sent before, under the same id. */
        Optional<ExecutionResult> storedBefore() {
            return Optional.ofNullable(knownId).flatMap(store::findCommand).map(this::repeated);
        }

        Execution execution() {
            return new Execution(
                    route.aggregate(),
                    stream,
                    options.expectedVersion().orElse(null),
                    ATTEMPTS,
                    knownId,
                    this::decide,
                    this::eventData);
        }

        private List<Object> decide(Loaded aggregate) {
            try {
                return route.aggregate().execute(aggregate.state(), command, identity);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new CommandFailed(command.getClass(), stream, e);
            }
        }

        private EventData eventData(Object event) {
            return serialization
                    .encode(event)
                    .withMetadata(options.metadata())
                    .withCause(options.causationId().orElse(commandId), correlationId);
        }

        ExecutionResult result(Executed executed) {
            AppendResult stored = executed.stored();
            return new ExecutionResult(
                    stored.stream(),
                    stored.version(),
                    stored.position(),
                    executed.events().stream()
                            .map(event -> EventTypes.nameOf(event.getClass()))
                            .toList(),
                    commandId,
                    correlationId,
                    stored.repeated());
        }

        /** The first result of a command that is stored already; its correlation id is the first one's too. */
        ExecutionResult repeated(AppendResult first) {
            if (!first.stream().equals(stream)) {
                throw new CommandIdReused(commandId, first.stream(), stream);
            }
            List<RecordedEvent> events = eventsOf(first);
            UUID correlation = events.isEmpty() ? null : events.get(0).correlationId();
            return new ExecutionResult(
                    first.stream(),
                    first.version(),
                    first.position(),
                    events.stream().map(RecordedEvent::type).toList(),
                    commandId,
                    correlation == null ? correlationId : correlation,
                    true);
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
    }
}
