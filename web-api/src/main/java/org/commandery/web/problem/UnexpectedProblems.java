package org.commandery.web.problem;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.commandery.CommanderyException;

/** All the rest: a database that is away, or a fault of ours, which is logged and told without its inner life. */
@Provider
@ApplicationScoped
public class UnexpectedProblems implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable exception) {
        return problem(exception).response();
    }

    static Problem problem(Throwable exception) {
        return known(exception).orElseGet(() -> internalError(exception));
    }

    /** What the exception, or one that a container or an asynchronous dispatch has wrapped, means to the caller. */
    private static Optional<Problem> known(Throwable exception) {
        if (DatabaseAway.isCauseOf(exception)) {
            return Optional.of(Problem.of(ProblemType.UNAVAILABLE, "the database cannot be reached"));
        }
        if (exception instanceof ConstraintViolationException broken) {
            return Optional.of(ConstraintProblems.problem(broken));
        }
        if (exception instanceof CommanderyException refused) {
            return CommanderyProblems.problem(refused);
        }
        boolean wrapper = exception instanceof EJBException || exception instanceof CompletionException;
        return wrapper && exception.getCause() != null ? known(exception.getCause()) : Optional.empty();
    }

    /** Logs a fault under an id that the caller is told. */
    static Problem internalError(Throwable exception) {
        String errorId = UUID.randomUUID().toString();
        ProblemLog.LOG.unexpected(errorId, exception);
        return Problem.of(ProblemType.INTERNAL_ERROR, "the server's log says more under " + errorId)
                .with("errorId", errorId);
    }
}
