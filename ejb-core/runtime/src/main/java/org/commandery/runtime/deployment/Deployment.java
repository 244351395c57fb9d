package org.commandery.runtime.deployment;

import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.commandery.router.Router;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.DefinitionException;
import org.commandery.runtime.application.RunningApplication;
import org.jspecify.annotations.Nullable;

/**
 * Starts the applications that the contexts of a deployment run in. A mistake in a definition or a binding fails the start; a database that is away does
 * not: the application is there, says so to each caller, and works as soon as the database does.
 */
final class Deployment {

    private static final String TRANSACTIONS = "java:jboss/TransactionSynchronizationRegistry";
    private static final long RETRY_SECONDS = 2;

    private final Commandery commandery;
    private @Nullable ScheduledExecutorService schemas;

    Deployment(Commandery commandery) {
        this.commandery = commandery;
    }

    /**
     * @param routers the router of each context, by the context's name
     * @throws DefinitionException when a route or a binding cannot work; nothing is left running
     */
    void start(Map<String, Router> routers, Bindings bindings, Supplier<Validator> validator) {
        schemas = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "commandery-schemas");
            thread.setDaemon(true);
            return thread;
        });
        try {
            byApplication(routers, bindings)
                    .forEach((application, contexts) -> start(application, contexts, bindings, validator));
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private static Map<String, Map<String, Router>> byApplication(Map<String, Router> routers, Bindings bindings) {
        Map<String, Map<String, Router>> applications = new TreeMap<>();
        routers.forEach((context, router) -> applications
                .computeIfAbsent(bindings.application(context), application -> new TreeMap<>())
                .put(context, router));
        return applications;
    }

    private void start(String name, Map<String, Router> routers, Bindings bindings, Supplier<Validator> validator) {
        String jndiName = bindings.datasource(name);
        DataSource dataSource = lookup(jndiName, DataSource.class, Bindings.datasourceKey(name));
        PostgresEventStore store = PostgresEventStore.builder(dataSource)
                .joining(lookup(TRANSACTIONS, TransactionSynchronizationRegistry.class, TRANSACTIONS))
                .build();
        RunningApplication application = new RunningApplication(name, routers, store, validator);
        prepare(new Schemas(dataSource, routers), name);
        routers.keySet().forEach(context -> commandery.started(context, application));
        RuntimeLog.LOG.applicationStarted(name, routers.keySet(), jndiName);
    }

    /** Brings the schemas up to date, now or, when the database is away, as soon as it is back. */
    private void prepare(Schemas migrations, String application) {
        try {
            migrations.migrate();
        } catch (RuntimeException e) {
            RuntimeLog.LOG.schemaNotReady(application, e.getMessage());
            ScheduledExecutorService executor = schemas;
            if (executor != null && !executor.isShutdown()) {
                executor.schedule(() -> prepare(migrations, application), RETRY_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static <T> T lookup(String jndiName, Class<T> type, String key) {
        try {
            return type.cast(new InitialContext().lookup(jndiName));
        } catch (NamingException e) {
            throw new DefinitionException(
                    "there is no %s at %s: add it to the server, or name another one by the configuration key '%s'"
                            .formatted(type.getSimpleName(), jndiName, key));
        }
    }

    void stop() {
        if (schemas != null) {
            schemas.shutdownNow();
        }
        commandery.stop();
    }
}
