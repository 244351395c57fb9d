package org.commandery.web.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import org.commandery.serialization.Codec;
import org.commandery.serialization.CodecFailed;
import org.commandery.web.http.JsonBody;
import org.commandery.web.problem.Problem;
import org.commandery.web.problem.ProblemType;

/**
 * Reads a command from the body of a request. A command is read more strictly than an event, which outlives its class: a name that it does not
 * have is most likely a misspelt one, and a number must not be bent to fit.
 */
final class CommandBody {

    private CommandBody() {}

    /**
     * Reads a command.
     *
     * @throws jakarta.ws.rs.WebApplicationException with the problem, when the body is too large or no such command
     */
    static <T> T read(InputStream body, Class<T> command, Codec codec) throws IOException {
        String json = JsonBody.text(body);
        SortedMap<String, String> misfits = CommandShape.misfits(JsonBody.object(json), command);
        if (!misfits.isEmpty()) {
            throw Problem.ofFields(ProblemType.MALFORMED_REQUEST, misfits).exception();
        }
        try {
            return codec.decode(json, command);
        } catch (CodecFailed e) {
            String detail = "the body does not fit %s: %s".formatted(command.getSimpleName(), innermostMessage(e));
            throw Problem.of(ProblemType.MALFORMED_REQUEST, detail).exception();
        }
    }

    private static String innermostMessage(Throwable exception) {
        Throwable innermost = exception;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
