package org.commandery.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/** Answers what goes wrong outside JAX-RS: an address that leads nowhere, a failing servlet. {@code web.xml} sends all of that here. */
@WebServlet("/error")
public class ErrorServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Throwable cause = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Integer status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object address = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Problem problem = cause == null ? ofStatus(status == null ? 404 : status) : UnexpectedProblems.problem(cause);
        byte[] body = problem.toJson(address == null ? request.getRequestURI() : address.toString())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(body);
    }

    private static Problem ofStatus(int status) {
        ProblemType type = ProblemType.ofStatus(status);
        return Problem.of(type, type.advice()).withStatus(status);
    }
}
