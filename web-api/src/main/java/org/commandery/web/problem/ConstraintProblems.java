package org.commandery.web.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values that Bean Validation refuses: of a command, or of a resource's parameters. */
@Provider
@ApplicationScoped
public class ConstraintProblems implements ExceptionMapper<ConstraintViolationException> {

    /** As in {@code lines[0].<list element>}. */
    private static final Pattern CONTAINER_ELEMENT = Pattern.compile("\\.?<[^>]*>");

    private record Broken(String field, String message) {}

    @Override
    public Response toResponse(ConstraintViolationException exception) {
        return problem(exception).response();
    }

    static Problem problem(ConstraintViolationException exception) {
        Set<Broken> broken = exception.getConstraintViolations().stream()
                .map(violation -> new Broken(field(violation), violation.getMessage()))
                .collect(Collectors.toCollection(
                        () -> new TreeSet<>(Comparator.comparing(Broken::field).thenComparing(Broken::message))));
        String detail = broken.stream()
                .map(one -> (one.field() + " " + one.message()).strip())
                .collect(Collectors.joining("; "));
        JsonArrayBuilder fields = Json.createArrayBuilder();
        broken.forEach(one -> fields.addAll(Json.createArrayBuilder(field(one.field(), one.message()))));
        return Problem.of(ProblemType.CONSTRAINT_BROKEN, detail).with("fields", fields.build());
    }

    /** The member {@code fields} for one field. */
    static JsonArray field(String field, String message) {
        return Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("field", field).add("message", message))
                .build();
    }

    /** The field as the caller knows it: without the method that took it as a parameter. */
    private static String field(ConstraintViolation<?> violation) {
        Path path = violation.getPropertyPath();
        String field = CONTAINER_ELEMENT.matcher(path.toString()).replaceAll("");
        boolean parameter = path.iterator().next().getKind() == ElementKind.METHOD;
        return parameter ? field.substring(field.indexOf('.') + 1) : field;
    }
}
