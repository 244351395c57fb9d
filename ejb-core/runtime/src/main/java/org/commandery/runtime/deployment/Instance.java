package org.commandery.runtime.deployment;

import org.commandery.runtime.Commandery;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.tenant.BoundDatasource;
import org.commandery.runtime.tenant.TenantStatus;
import org.commandery.runtime.tenant.TenantStatus.State;
import org.jspecify.annotations.Nullable;

/**
 * One instance of an application over its datasource. It brings the schema up to date before it takes commands, and when the database refuses it
 * tries again until the database does not, or the instance is closed.
 */
final class Instance {

    private final ApplicationDefinition definition;
    private final @Nullable String tenant;
    private final BoundDatasource datasource;
    private final Stores stores;
    private final Commandery commandery;
    private final Workers workers;

    private volatile @Nullable RunningApplication application;
    private volatile State state = State.STARTING;
    private volatile @Nullable String failure;
    private boolean closed;

    Instance(
            ApplicationDefinition definition,
            @Nullable String tenant,
            BoundDatasource datasource,
            Stores stores,
            Commandery commandery,
            Workers workers) {
        this.definition = definition;
        this.tenant = tenant;
        this.datasource = datasource;
        this.stores = stores;
        this.commandery = commandery;
        this.workers = workers;
    }

    /** Starts it on a thread of the deployment, so that one that is slow to start holds up no other. */
    void startLater() {
        workers.now(this::start);
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
        } catch (RuntimeException e) {
            state = State.FAILED;
            failure = reason(e);
            RuntimeLog.LOG.instanceFailed(describe(), datasource.jndiName(), failure);
            workers.later(this::start);
        }
    }

    /** Runs it before its schema is known to be right: callers are told that the database is away until it is back. */
    synchronized void startInAnyCase() {
        run();
        start();
    }

    private void prepareAndRun() {
        new Schemas(datasource.dataSource(), stores.payload(), definition.routers()).migrate();
        run();
    }

    private void run() {
        if (application != null) {
            return;
        }
        StoreAccess access = stores.acquire(datasource, tenant);
        try {
            RunningApplication started = definition.over(access);
            application = started;
            commandery.started(started);
            RuntimeLog.LOG.instanceStarted(describe(), definition.routers().keySet(), datasource.jndiName());
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

    BoundDatasource datasource() {
        return datasource;
    }

    /** What came of the last attempt to start it. */
    State state() {
        return state;
    }

    TenantStatus status() {
        RunningApplication running = application;
        String name = tenant == null ? "" : tenant;
        if (running == null) {
            return new TenantStatus(name, definition.name(), datasource.jndiName(), state, failure, -1, -1);
        }
        try {
            long head = running.eventStore().head();
            long lag = running.subscriptions().list().stream()
                    .mapToLong(SubscriptionStatus::lag)
                    .max()
                    .orElse(0);
            return new TenantStatus(name, definition.name(), datasource.jndiName(), state, failure, head, lag);
        } catch (RuntimeException e) {
            return new TenantStatus(name, definition.name(), datasource.jndiName(), State.FAILED, reason(e), -1, -1);
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
