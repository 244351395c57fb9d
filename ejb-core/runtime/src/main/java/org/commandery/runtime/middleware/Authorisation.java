package org.commandery.runtime.middleware;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import org.commandery.application.CommandForbidden;
import org.commandery.middleware.Caller;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;

/**
 * Lets a command pass by the annotation of its class: {@code @RolesAllowed} to callers in one of the roles, {@code @DenyAll} to nobody, {@code
 * @PermitAll} or none to all. A command that a handler dispatches because of an event passes always: it has no caller, and whoever may send the
 * command that led to the event may have its consequences. So {@code @DenyAll} marks a command that only the system itself dispatches.
 */
public final class Authorisation implements Middleware {

    /** Before the middleware of the deployment, which need not ask again. */
    public static final int PRIORITY = 300;

    private static final ClassValue<Rule> RULES = new ClassValue<>() {
        @Override
        protected Rule computeValue(Class<?> command) {
            return Rule.of(command);
        }
    };

    /** What a command's annotation says. */
    private record Rule(boolean open, List<String> roles) {

        static Rule of(Class<?> command) {
            RolesAllowed allowed = command.getAnnotation(RolesAllowed.class);
            if (command.isAnnotationPresent(DenyAll.class)) {
                return new Rule(false, List.of());
            }
            boolean open = allowed == null || command.isAnnotationPresent(PermitAll.class);
            return new Rule(open, open ? List.of() : List.of(allowed.value()));
        }
    }

    /** @throws CommandForbidden when the caller may not send this command */
    @Override
    public void beforeDispatch(Pipeline pipeline) {
        Rule rule = RULES.get(pipeline.command().getClass());
        if (rule.open() || pipeline.handler().isPresent()) {
            return;
        }
        Optional<Caller> caller = pipeline.caller();
        if (caller.filter(known -> rule.roles().stream().anyMatch(known::isInRole))
                .isEmpty()) {
            throw new CommandForbidden(
                    pipeline.command().getClass(), caller.flatMap(Caller::name).orElse(null));
        }
    }
}
