package org.commandery.web.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.commandery.CommanderyException;
import org.commandery.application.CommandForbidden;
import org.commandery.application.CommandRejected;
import org.commandery.application.DispatchHalted;
import org.commandery.application.ExecutionTimeout;
import org.commandery.application.InvalidAggregateIdentity;
import org.commandery.application.TooManyAttempts;
import org.commandery.application.UnknownHandlers;
import org.commandery.application.UnregisteredCommand;
import org.commandery.eventstore.CannotRebuild;
import org.commandery.eventstore.CommandIdReused;
import org.commandery.eventstore.ConditionNotMet;
import org.commandery.eventstore.EventNotFound;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.HardDeletesDisabled;
import org.commandery.eventstore.KeyTaken;
import org.commandery.eventstore.ReservedStream;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.UnacceptableEvent;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.personal.PersonalDataUnprotected;
import org.commandery.tenant.TenantNotReady;
import org.commandery.tenant.TenantRefused;
import org.commandery.tenant.UnknownTenant;

/** What an application or its event store refused. */
@Provider
@ApplicationScoped
public class CommanderyProblems implements ExceptionMapper<CommanderyException> {

    private static final Map<Class<? extends CommanderyException>, ProblemType> TYPES = Map.ofEntries(
            Map.entry(CommandRejected.class, ProblemType.COMMAND_REJECTED),
            Map.entry(ExecutionTimeout.class, ProblemType.EXECUTION_TIMEOUT),
            Map.entry(DispatchHalted.class, ProblemType.COMMAND_HALTED),
            Map.entry(InvalidAggregateIdentity.class, ProblemType.CONSTRAINT_BROKEN),
            Map.entry(UnregisteredCommand.class, ProblemType.NOT_FOUND),
            Map.entry(UnknownHandlers.class, ProblemType.UNKNOWN_HANDLER),
            Map.entry(TooManyAttempts.class, ProblemType.TOO_MANY_ATTEMPTS),
            Map.entry(CommandIdReused.class, ProblemType.COMMAND_ID_REUSED),
            Map.entry(WrongExpectedVersion.class, ProblemType.PRECONDITION_FAILED),
            Map.entry(StreamNotFound.class, ProblemType.NOT_FOUND),
            Map.entry(ReservedStream.class, ProblemType.NOT_FOUND),
            Map.entry(UnacceptableEvent.class, ProblemType.UNACCEPTABLE_EVENT),
            Map.entry(PersonalDataUnprotected.class, ProblemType.UNACCEPTABLE_EVENT),
            Map.entry(KeyTaken.class, ProblemType.KEY_TAKEN),
            Map.entry(CannotRebuild.class, ProblemType.CANNOT_REBUILD),
            Map.entry(ConditionNotMet.class, ProblemType.FACTS_CHANGED),
            Map.entry(StreamDeleted.class, ProblemType.STREAM_DELETED),
            Map.entry(HardDeletesDisabled.class, ProblemType.FORBIDDEN),
            Map.entry(EventNotFound.class, ProblemType.EVENT_NOT_FOUND),
            Map.entry(EventStoreUnavailable.class, ProblemType.UNAVAILABLE),
            Map.entry(TenantRefused.class, ProblemType.FORBIDDEN),
            Map.entry(TenantNotReady.class, ProblemType.TENANT_NOT_READY));

    @Override
    public Response toResponse(CommanderyException exception) {
        return problem(exception)
                .orElseGet(() -> UnexpectedProblems.internalError(exception))
                .response();
    }

    /** What an exception means to the caller; empty when the fault is not the caller's and nothing to wait for. */
    static Optional<Problem> problem(CommanderyException exception) {
        return typeOf(exception).map(type -> withFacts(Problem.of(type, detail(exception)), exception));
    }

    private static Optional<ProblemType> typeOf(CommanderyException exception) {
        if (exception instanceof CommandRejected) { // a context may have refusals of its own
            return Optional.of(ProblemType.COMMAND_REJECTED);
        }
        if (exception instanceof CommandForbidden forbidden) {
            return Optional.of(forbidden.caller().isEmpty() ? ProblemType.UNAUTHENTICATED : ProblemType.FORBIDDEN);
        }
        if (exception instanceof UnknownTenant unknown) {
            return Optional.of(unknown.tenant() == null ? ProblemType.TENANT_MISSING : ProblemType.NOT_FOUND);
        }
        return Optional.ofNullable(TYPES.get(exception.getClass()));
    }

    private static Problem withFacts(Problem problem, CommanderyException exception) {
        Problem numbered = problem.with("number", exception.number());
        if (exception instanceof WrongExpectedVersion wrong) {
            return numbered.with("stream", wrong.stream()).with("actualVersion", wrong.actual());
        }
        if (exception instanceof KeyTaken taken) {
            return numbered.with("key", taken.key().name());
        }
        if (exception instanceof InvalidAggregateIdentity invalid) {
            return invalid.component()
                    .map(field -> Problem.ofFields(problem.type(), new TreeMap<>(Map.of(field, "must not be blank"))))
                    .orElse(problem)
                    .with("number", exception.number());
        }
        if (exception instanceof UnknownHandlers unknown) {
            return numbered.with(
                    "handlers", Json.createArrayBuilder(unknown.handlers()).build());
        }
        if (exception instanceof TenantNotReady tenant) {
            return numbered.with("state", tenant.hasFailed() ? "FAILED" : "STARTING");
        }
        return numbered;
    }

    /** The message without the number that opens it. */
    private static String detail(CommanderyException exception) {
        if (exception instanceof EventStoreUnavailable) {
            return "the event store cannot be reached"; // the message tells the server's secrets
        }
        if (exception instanceof KeyTaken taken) {
            return "%s '%s' is taken".formatted(taken.key().name(), taken.key().value()); // by whom is not for everyone
        }
        return exception instanceof CommandRejected rejected
                ? rejected.reason()
                : exception.getMessage().replaceFirst("^CMDRY-\\d+: ", "");
    }
}
