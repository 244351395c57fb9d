package org.commandery.runtime.deployment;

import jakarta.ejb.MessageDriven;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.commandery.DefinitionException;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.handler.ErrorPolicy;
import org.commandery.handler.EventHandler;
import org.commandery.integration.IntegrationEvents;
import org.commandery.middleware.CommandAudited;
import org.commandery.personal.SubjectKeys;
import org.commandery.router.Router;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.health.Health;
import org.commandery.runtime.integration.IntegrationPublisher;
import org.commandery.runtime.telemetry.Telemetry;
import org.commandery.serialization.Upcaster;
import org.commandery.tenant.Tenants;
import org.jspecify.annotations.Nullable;

/** Finds the routers, the middleware, the upcasters and the codec of a deployment, makes each context's application injectable, starts the applications and stops them. */
public class CommanderyExtension implements Extension {

    private final Map<String, Class<? extends Router>> routers = new TreeMap<>();
    private final Map<String, DefinitionException> problems = new TreeMap<>();
    private final Commandery commandery = Commandery.instance();
    private final EventForms events = new EventForms();
    private boolean integrates;
    private boolean audited;
    private @Nullable Deployment deployment;

    void findRouter(@Observes @WithAnnotations(BoundedContext.class) ProcessAnnotatedType<?> found) {
        Class<?> type = found.getAnnotatedType().getJavaClass();
        BoundedContext context = type.getAnnotation(BoundedContext.class);
        if (context == null || !Router.class.isAssignableFrom(type)) {
            return;
        }
        Class<? extends Router> other = routers.putIfAbsent(context.value(), type.asSubclass(Router.class));
        if (other != null && other != type) {
            problems.put(
                    context.value(),
                    new DefinitionException("%s and %s are both the router of bounded context '%s': a context has one"
                            .formatted(other.getName(), type.getName(), context.value())));
        }
    }

    void findIntegration(
            @Observes @WithAnnotations({Inject.class, MessageDriven.class}) ProcessAnnotatedType<?> found) {
        integrates |= IntegrationUse.in(found.getAnnotatedType());
    }

    void findUpcaster(@Observes ProcessAnnotatedType<? extends Upcaster> found) {
        events.addUpcaster(found.getAnnotatedType().getJavaClass());
    }

    void findHandler(@Observes ProcessAnnotatedType<? extends EventHandler> found) {
        events.addHandler(found.getAnnotatedType().getJavaClass());
    }

    void findAuditor(@Observes ProcessObserverMethod<CommandAudited, ?> found) {
        audited = true;
    }

    void makeInjectable(@Observes AfterBeanDiscovery discovery) {
        routers.keySet()
                .forEach(context -> discovery
                        .<Application>addBean()
                        .types(Application.class)
                        .qualifiers(new ContextLiteral(context))
                        .scope(ApplicationScoped.class)
                        .produceWith(instance -> new ContextApplication(commandery, context)));
        discovery
                .<IntegrationEvents>addBean()
                .types(IntegrationEvents.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> new IntegrationPublisher(() -> commandery
                        .named(IntegrationEvents.APPLICATION)
                        .orElseThrow(() -> new NotStarted(IntegrationEvents.APPLICATION))));
        discovery
                .<Tenants>addBean()
                .types(Tenants.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> new ThreadTenants());
    }

    void start(@Observes AfterDeploymentValidation validation, BeanManager beans) {
        problems.values().forEach(validation::addDeploymentProblem);
        if (!problems.isEmpty()) {
            return;
        }
        Instance<Validator> validator = beans.createInstance().select(Validator.class);
        try {
            Map<String, Router> instances = new TreeMap<>();
            routers.forEach((context, type) ->
                    instances.put(context, EventForms.instance(beans, type, new ContextLiteral(context))));
            events.resolve(beans, instances.keySet());
            Telemetry telemetry = Telemetry.of(beans);
            DispatchBeans dispatch = new DispatchBeans(beans, instances.keySet(), audited, telemetry, validator::get);
            Deployment starting = new Deployment(commandery, Bindings.ofServer(), telemetry);
            @Nullable SubjectKeys keys = EventForms.replacement(beans, SubjectKeys.class, "service for keys");
            @Nullable
            ErrorPolicy errors = EventForms.replacement(beans, ErrorPolicy.class, "error policy for handlers");
            starting.start(instances, integrates, events::of, keys, errors, dispatch);
            deployment = starting;
            Health.of(() -> Optional.of(starting.health()));
        } catch (DefinitionException e) {
            validation.addDeploymentProblem(e);
        }
    }

    void stop(@Observes BeforeShutdown shutdown) {
        Health.of(Optional::empty);
        if (deployment != null) {
            deployment.stop();
        }
        events.close();
    }
}
