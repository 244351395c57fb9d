package org.commandery.runtime.health;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the readiness check finds how the deployment stands. There is one of these in each class loader that loads this class, so one an EAR. It names nothing
 * of MicroProfile Health, which a server may lack.
 */
public final class Health {

    private static volatile Supplier<Optional<HealthReport>> source = Optional::empty;

    private Health() {}

    /** How the deployment stands; empty when it has not started yet, or has been stopped. */
    static Optional<HealthReport> report() {
        return source.get();
    }

    /** @param reports says how the deployment stands; empty before its start and after its end */
    public static void of(Supplier<Optional<HealthReport>> reports) {
        source = reports;
    }
}
