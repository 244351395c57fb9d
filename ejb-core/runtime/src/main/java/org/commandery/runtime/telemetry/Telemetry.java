package org.commandery.runtime.telemetry;

import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.commandery.runtime.middleware.PlacedMiddleware;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment is measured and traced with. A server gives its deployments the classes of Micrometer and of OpenTelemetry together with a bean
 * that leads to it, or neither. So this class names none of theirs, and those that do are loaded only when the classes and the bean are there: a
 * server without them loads nothing, and a dispatch costs nothing more.
 */
public final class Telemetry implements AutoCloseable {

    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";
    private static final String OPEN_TELEMETRY = "io.opentelemetry.api.OpenTelemetry";

    private final @Nullable Metrics metrics;
    private final @Nullable Tracing tracing;

    private Telemetry(@Nullable Metrics metrics, @Nullable Tracing tracing) {
        this.metrics = metrics;
        this.tracing = tracing;
    }

    /** What the server has for a deployment, as its beans tell. */
    public static Telemetry of(BeanManager beans) {
        return new Telemetry(
                isThere(MICROMETER) ? Metrics.in(beans).orElse(null) : null,
                isThere(OPEN_TELEMETRY) ? Tracing.in(beans).orElse(null) : null);
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, Telemetry.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A bean of the server. It may make one for each module of an EAR, all alike, so the first of several will do. */
    static <T> Optional<T> bean(BeanManager beans, Class<T> type) {
        return beans.createInstance().select(type).stream().findFirst();
    }

    /** What is called around each dispatch; empty when the server has nothing. */
    public List<PlacedMiddleware> middleware() {
        List<PlacedMiddleware> middleware = new ArrayList<>();
        if (metrics != null) {
            middleware.add(PlacedMiddleware.of(metrics, Metrics.PRIORITY));
        }
        if (tracing != null) {
            middleware.add(PlacedMiddleware.of(tracing, Tracing.PRIORITY));
        }
        return middleware;
    }

    /**
     * Shows how many aggregates of an application are in memory.
     *
     * @param application its name
     * @param cached counts those of all its tenants, whenever somebody looks
     */
    public void cachedAggregates(String application, LongSupplier cached) {
        if (metrics != null) {
            metrics.cachedAggregates(application, cached);
        }
    }

    /** Takes from the server what refers to the deployment, which could not be unloaded otherwise. What was counted stays. */
    @Override
    public void close() {
        if (metrics != null) {
            metrics.close();
        }
    }
}
