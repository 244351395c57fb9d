package org.commandery.runtime.health;

import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the readiness of a deployment known to the server. WildFly takes health checks from the libraries of an EAR, of which this is one, and not from its
 * modules. A server without MicroProfile Health does not give its deployments the classes, so those that need them are loaded only if they are there.
 */
public final class Health {

    private static final String API = "org.eclipse.microprofile.health.HealthCheck";

    private Health() {}

    /**
     * Adds a readiness check.
     *
     * @param report says how the deployment stands; empty when it has not started yet
     */
    public static void addTo(AfterBeanDiscovery discovery, Supplier<Optional<HealthReport>> report) {
        if (isThere()) {
            ReadinessCheck.addTo(discovery, report);
        }
    }

    private static boolean isThere() {
        try {
            Class.forName(API, false, Health.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
