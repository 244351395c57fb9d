package org.commandery.web.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/** What JAX-RS, or a resource in its words, refuses. */
@Provider
@ApplicationScoped
public class HttpProblems implements ExceptionMapper<WebApplicationException> {

    /** How the JAX-RS implementation's own messages begin; they speak of its classes. */
    private static final Pattern OWN_WORDS = Pattern.compile("(?s)(?!RESTEASY\\d|HTTP \\d).+");

    @Override
    public Response toResponse(WebApplicationException exception) {
        Response answer = exception.getResponse();
        if (answer.hasEntity() || answer.getStatus() < 400) {
            return answer;
        }
        if (answer.getStatus() == Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
            return UnexpectedProblems.problem(exception).response();
        }
        Problem problem = problem(exception, answer.getStatus());
        Response.ResponseBuilder response =
                Response.fromResponse(answer).type(Problem.MEDIA_TYPE).entity(problem);
        Response defaults = problem.response();
        if (answer.getHeaderString(HttpHeaders.RETRY_AFTER) == null) {
            response.header(HttpHeaders.RETRY_AFTER, defaults.getHeaderString(HttpHeaders.RETRY_AFTER));
        }
        return response.build();
    }

    private static Problem problem(WebApplicationException exception, int status) {
        ProblemType type = ProblemType.ofStatus(status);
        String message = exception.getMessage();
        String detail = message != null && OWN_WORDS.matcher(message).matches() ? message : type.advice();
        return Problem.of(type, detail).withStatus(status);
    }
}
