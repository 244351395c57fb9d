package org.commandery.runtime.deployment;

import jakarta.enterprise.util.AnnotationLiteral;
import java.io.Serial;
import org.commandery.application.BoundedContext;

/** The qualifier of a context, as a value. */
final class ContextLiteral extends AnnotationLiteral<BoundedContext> implements BoundedContext {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String value;

    ContextLiteral(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }
}
