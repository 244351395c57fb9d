package org.commandery.runtime.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;

/**
 * The readiness check {@value #NAME}: up when {@link HealthReport#isReady} says so. Its data tell how each application and each handler stands. Why they
 * stand so they do not tell: whoever may ask for a node's health need not be one who may read what is in messages of errors.
 */
final class ReadinessCheck implements HealthCheck {

    /** Its name. */
    static final String NAME = "commandery";

    private final Supplier<Optional<HealthReport>> report;

    ReadinessCheck(Supplier<Optional<HealthReport>> report) {
        this.report = report;
    }

    static void addTo(AfterBeanDiscovery discovery, Supplier<Optional<HealthReport>> report) {
        discovery
                .<HealthCheck>addBean()
                .types(HealthCheck.class)
                .qualifiers(Readiness.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> new ReadinessCheck(report));
    }

    @Override
    public HealthCheckResponse call() {
        return report.get()
                .map(present -> new HealthCheckResponse(
                        NAME, present.isReady() ? Status.UP : Status.DOWN, Optional.of(data(present))))
                .orElseGet(() -> new HealthCheckResponse(NAME, Status.DOWN, Optional.empty()));
    }

    private static Map<String, Object> data(HealthReport report) {
        Map<String, Object> data = new TreeMap<>();
        report.applications().forEach((name, state) -> data.put("application." + name, label(state)));
        report.tenants()
                .forEach((name, states) -> states.forEach(
                        (state, count) -> data.put("application.%s.tenants.%s".formatted(name, label(state)), count)));
        for (HealthReport.Handler handler : report.handlers()) {
            String key = "handler." + handler.subscription();
            data.put(key, label(handler.state()));
            data.put(key + ".lag", handler.lag());
            if (handler.deadLetters() != null) {
                data.put(key + ".dead-letters", handler.deadLetters());
            }
        }
        return data;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
