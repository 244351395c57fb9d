package org.commandery.runtime.deployment;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.commandery.DefinitionException;
import org.commandery.application.BoundedContext;
import org.commandery.application.DispatchOptions;
import org.commandery.middleware.CommandAudited;
import org.commandery.middleware.Middleware;
import org.commandery.runtime.application.Dispatching;
import org.commandery.runtime.middleware.Audit;
import org.commandery.runtime.middleware.Authorisation;
import org.commandery.runtime.middleware.BeanValidation;
import org.commandery.runtime.middleware.CurrentCaller;
import org.commandery.runtime.middleware.Logging;
import org.commandery.runtime.middleware.PlacedMiddleware;
import org.commandery.runtime.router.RouteTable;
import org.commandery.runtime.telemetry.Telemetry;

/** What the beans of a deployment add to dispatching: middleware, classes that execute commands, observers of the audit. */
final class DispatchBeans {

    private static final String EXECUTOR = "java:jboss/ee/concurrency/executor/default";

    private final BeanManager beans;
    private final Supplier<Validator> validator;
    private final Telemetry telemetry;
    private final List<PlacedMiddleware> middleware = new ArrayList<>();

    /**
     * Makes the beans.
     *
     * @param contexts the contexts of the deployment
     * @param audited whether somebody observes the audit
     * @param telemetry what the server measures and traces with
     * @throws DefinitionException when a middleware is for a context that is not there
     */
    DispatchBeans(
            BeanManager beans,
            Set<String> contexts,
            boolean audited,
            Telemetry telemetry,
            Supplier<Validator> validator) {
        this.beans = beans;
        this.validator = validator;
        this.telemetry = telemetry;
        middleware.addAll(telemetry.middleware());
        middleware.add(PlacedMiddleware.of(new Logging(), Logging.PRIORITY));
        middleware.add(PlacedMiddleware.of(new Authorisation(), Authorisation.PRIORITY));
        middleware.add(PlacedMiddleware.of(new BeanValidation(validator), BeanValidation.PRIORITY));
        if (audited) {
            middleware.add(PlacedMiddleware.of(
                    new Audit(beans.getEvent().select(CommandAudited.class)::fire), Audit.PRIORITY));
        }
        beans.getBeans(Middleware.class, Any.Literal.INSTANCE).stream()
                .sorted(Comparator.comparing(bean -> bean.getBeanClass().getName()))
                .forEach(bean -> middleware.add(placed(bean, contexts)));
    }

    private PlacedMiddleware placed(Bean<?> bean, Set<String> contexts) {
        Priority priority = bean.getBeanClass().getAnnotation(Priority.class);
        return new PlacedMiddleware(
                (Middleware) reference(bean, Middleware.class),
                priority == null ? Middleware.DEFAULT_PRIORITY : priority.value(),
                contextOf(bean.getBeanClass(), contexts));
    }

    private static Optional<String> contextOf(Class<?> type, Set<String> contexts) {
        Optional<String> context =
                Optional.ofNullable(type.getAnnotation(BoundedContext.class)).map(BoundedContext::value);
        context.filter(name -> !contexts.contains(name)).ifPresent(name -> {
            throw new DefinitionException(
                    "middleware %s is for bounded context '%s', which is not deployed; there are %s"
                            .formatted(type.getName(), name, contexts));
        });
        return context;
    }

    /** Checks the constraints of commands, and knows them. */
    Supplier<Validator> validator() {
        return validator;
    }

    /** What an application dispatches with. */
    Dispatching dispatching(DispatchOptions defaults) {
        return new Dispatching(
                middleware, defaults, managedExecutor(), CurrentCaller::get, this::instance, telemetry::aggregates);
    }

    /** An instance of a class that executes commands: the bean, if it is one. */
    private Object instance(Class<?> type) {
        Set<Bean<?>> found = beans.getBeans(type, Any.Literal.INSTANCE);
        return found.stream()
                .filter(bean -> bean.getBeanClass() == type)
                .findFirst()
                .map(bean -> reference(bean, type))
                .orElseGet(() -> RouteTable.construct(type));
    }

    private Object reference(Bean<?> bean, Class<?> type) {
        CreationalContext<?> creation = beans.createCreationalContext(bean);
        return beans.getReference(bean, type, creation);
    }

    /** The server's own threads, which know the context of who gave them their task. Looked up with each task: this class outlives no server. */
    private static Executor managedExecutor() {
        return task -> {
            try {
                ((Executor) new InitialContext().lookup(EXECUTOR)).execute(task);
            } catch (NamingException e) {
                throw new IllegalStateException("the server has no managed executor at " + EXECUTOR, e);
            }
        };
    }
}
