package org.commandery.web.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values that Bean Validation refuses: of a command, or of a resource's parameters. */
@Provider
@ApplicationScoped
public class ConstraintProblems implements ExceptionMapper<ConstraintViolationException> {

    /** As in {@code lines[0].<list element>}. */
    private static final Pattern CONTAINER_ELEMENT = Pattern.compile("\\.?<[^>]*>");

    @Override
    public Response toResponse(ConstraintViolationException exception) {
        return problem(exception).response();
    }

    static Problem problem(ConstraintViolationException exception) {
        return exception.getConstraintViolations().stream()
                .collect(Collectors.collectingAndThen(
                        Collectors.toMap(
                                ConstraintProblems::field,
                                ConstraintViolation::getMessage,
                                ConstraintProblems::both,
                                TreeMap::new),
                        fields -> Problem.ofFields(ProblemType.CONSTRAINT_BROKEN, fields)));
    }

    /** The field as the caller knows it: without the method that took it as a parameter. */
    private static String field(ConstraintViolation<?> violation) {
        Path path = violation.getPropertyPath();
        String field = CONTAINER_ELEMENT.matcher(path.toString()).replaceAll("");
        boolean parameter = path.iterator().next().getKind() == ElementKind.METHOD;
        return parameter ? field.substring(field.indexOf('.') + 1) : field;
    }

    /** In the same order always, whichever the validator found first. */
    private static String both(String one, String other) {
        return one.compareTo(other) < 0 ? one + ", " + other : other + ", " + one;
    }
}
