package org.commandery.runtime.middleware;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;
import java.util.function.Supplier;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;

/** Checks the constraints of commands. */
public final class BeanValidation implements Middleware {

    /** After all others: a command is checked as it will be executed. */
    public static final int PRIORITY = jakarta.interceptor.Interceptor.Priority.PLATFORM_AFTER;

    private final Supplier<Validator> validator;

    /** @param validator checks the constraints; asked for when it is needed */
    public BeanValidation(Supplier<Validator> validator) {
        this.validator = validator;
    }

    /**
     * Checks a command that has a route; another one is refused for that, whatever is in it.
     *
     * @throws ConstraintViolationException when a constraint is broken
     */
    @Override
    public void beforeDispatch(Pipeline pipeline) {
        if (pipeline.context().isEmpty()) {
            return;
        }
        Set<ConstraintViolation<Object>> violations = validator.get().validate(pipeline.command());
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }
}
