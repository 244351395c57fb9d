package org.commandery.runtime.deployment;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.tenant.TenantStatus;
import org.commandery.runtime.tenant.TenantStatus.State;
import org.jspecify.annotations.Nullable;

/**
 * One instance of an application over its datasource. It brings the schema up to date before it takes commands, and when the database refuses it
 * tries again until the database does not, or the instance is closed.
 */
final class Instance {

    private static final long RETRY_SECONDS = 2;

    private final ApplicationDefinition definition;
    private final @Nullable String tenant;
    private final String datasource;
    private final Stores stores;
    private final Commandery commandery;
    private final ScheduledExecutorService work;

    private @Nullable RunningApplication application;
    private volatile State state = State.STARTING;
    private volatile @Nullable String failure;
    private boolean closed;

    Instance(
            ApplicationDefinition definition,
            @Nullable String tenant,
            String datasource,
            Stores stores,
            Commandery commandery,
            ScheduledExecutorService work) {
        this.definition = definition;
        this.tenant = tenant;
        this.datasource = datasource;
        this.stores = stores;
        this.commandery = commandery;
        this.work = work;
    }

    /** Starts it on a thread of the deployment, so that one that is slow to start holds up no other. */
    void startLater() {
        work.execute(this::start);
    }

    /** Tries to start it once, and if that fails, later again. */
    synchronized void start() {
        if (closed) {
            return;
        }
        try {
            prepareAndRun();
            state = State.RUNNING;
            failure = null;
        } catch (NamingException | RuntimeException e) {
            state = State.FAILED;
            failure = reason(e);
            RuntimeLog.LOG.instanceFailed(describe(), datasource, failure);
            work.schedule(this::start, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * Runs it before its schema is known to be right: callers are told that the database is away until it is back.
     *
     * @throws NamingException when there is no such datasource
     */
    synchronized void startInAnyCase() throws NamingException {
        DataSource dataSource = DataSources.lookup(datasource);
        run(dataSource);
        start();
    }

    private void prepareAndRun() throws NamingException {
        DataSource dataSource = DataSources.lookup(datasource);
        new Schemas(dataSource, definition.routers()).migrate();
        run(dataSource);
    }

    private void run(DataSource dataSource) {
        if (application != null) {
            return;
        }
        StoreAccess access = stores.acquire(datasource, dataSource, tenant);
        try {
            RunningApplication started =
                    new RunningApplication(definition.name(), definition.routers(), access, definition.validator());
            application = started;
            commandery.started(started);
            RuntimeLog.LOG.instanceStarted(describe(), definition.routers().keySet(), datasource);
        } catch (RuntimeException e) {
            stores.release(datasource);
            throw e;
        }
    }

    /** Ends it: first no more commands come, then no more events. What was acknowledged is stored. */
    void close() {
        RunningApplication running;
        synchronized (this) {
            closed = true;
            running = application;
            application = null;
        }
        if (running != null) {
            commandery.stopped(running);
            stores.release(datasource);
            running.close();
            RuntimeLog.LOG.instanceStopped(describe());
        }
    }

    String datasource() {
        return datasource;
    }

    TenantStatus status() {
        RunningApplication running = application;
        String name = tenant == null ? "" : tenant;
        if (running == null) {
            return new TenantStatus(name, definition.name(), datasource, state, failure, -1, -1);
        }
        try {
            long head = running.eventStore().head();
            long lag = running.subscriptions().list().stream()
                    .mapToLong(SubscriptionStatus::lag)
                    .max()
                    .orElse(0);
            return new TenantStatus(name, definition.name(), datasource, state, failure, head, lag);
        } catch (RuntimeException e) {
            return new TenantStatus(name, definition.name(), datasource, State.FAILED, reason(e), -1, -1);
        }
    }

    private String describe() {
        return tenant == null ? definition.name() : definition.name() + " of tenant " + tenant;
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == failure ? failure.getMessage() : "%s (%s)".formatted(failure.getMessage(), root.getMessage());
    }
}
