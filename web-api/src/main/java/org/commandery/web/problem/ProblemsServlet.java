package org.commandery.web.problem;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/** The page that the problems' types lead to: each kind with what to make of it. */
@WebServlet("/problems")
public class ProblemsServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String KIND = """
            <h2 id="%s">%d %s</h2>
            <p>%s</p>
            """;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        PrintWriter page = response.getWriter();
        page.println(
                "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Problems</title><h1>Problems</h1>");
        for (ProblemType type : ProblemType.values()) {
            String meaning = type.meaning().replaceAll("`([^`]*)`", "<code>$1</code>");
            page.printf(KIND, type.slug(), type.status(), type.title(), meaning);
        }
    }
}
