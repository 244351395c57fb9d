package org.commandery.runtime.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;

/**
 * The readiness check {@value #NAME}: up when {@link HealthReport#isReady} says so. Its data tell how each application and each handler stands. Why they
 * stand so they do not tell: whoever may ask for a node's health need not be one who may read what is in messages of errors.
 *
 * <p>WildFly takes health checks from the libraries of an EAR, of which this is one, and not from its modules; and only beans that it discovers, none that
 * an extension adds. On a server without MicroProfile Health this class is excluded, see {@code META-INF/beans.xml}.
 */
@Readiness
@ApplicationScoped
class ReadinessCheck implements HealthCheck {

    /** Its name. */
    static final String NAME = "commandery";

    @Override
    public HealthCheckResponse call() {
        return Health.report()
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
