package org.commandery.runtime.tenant;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.naming.NamingException;

/** Looks which tenants there are, when the server says that a datasource came or went, and from time to time. */
public final class TenantWatch implements AutoCloseable {

    private static final long SECONDS_BETWEEN_LOOKS = 2;

    private final Map<TenantDirectory, Consumer<Map<String, BoundDatasource>>> directories;
    private final Semaphore wake = new Semaphore(1);
    private final DatasourceChanges changes;
    private final Thread thread;
    private volatile boolean closed;

    private TenantWatch(Map<TenantDirectory, Consumer<Map<String, BoundDatasource>>> directories) {
        this.directories = directories;
        this.changes = new DatasourceChanges(wake::release);
        this.thread = new Thread(this::run, "commandery-tenants");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to look.
     *
     * @param directories for each JNDI directory who is told of the tenants in it and of the datasource of each, all of them each time; told on the
     *     watch's thread
     */
    public static TenantWatch start(Map<String, ? extends Consumer<Map<String, BoundDatasource>>> directories) {
        Map<TenantDirectory, Consumer<Map<String, BoundDatasource>>> watched = new HashMap<>();
        directories.forEach((name, told) -> watched.put(new TenantDirectory(name), told));
        TenantWatch watch = new TenantWatch(watched);
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!closed) {
            try {
                if (wake.tryAcquire(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
            directories.forEach(this::look);
        }
    }

    private void look(TenantDirectory directory, Consumer<Map<String, BoundDatasource>> told) {
        if (closed) {
            return;
        }
        try {
            told.accept(directory.list());
        } catch (NamingException | RuntimeException e) {
            TenantLog.LOG.directoryFailed(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        changes.close();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
