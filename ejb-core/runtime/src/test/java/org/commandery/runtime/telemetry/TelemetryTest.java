package org.commandery.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class TelemetryTest {

    @Test
    void aServerWithoutMicrometerAndOpenTelemetryGivesNoMiddleware() throws Exception {
        URL classes = Telemetry.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader server = new Bare(classes)) {
            Class<?> type = server.loadClass(Telemetry.class.getName());
            assertThat(type.getClassLoader()).isSameAs(server);

            Object telemetry = method(type, "of", BeanManager.class).invoke(null, (Object) null);

            assertThat((List<?>) method(type, "middleware").invoke(telemetry)).isEmpty();
            LongSupplier none = () -> 0;
            method(type, "cachedAggregates", String.class, LongSupplier.class).invoke(telemetry, "bank", none);
            method(type, "close").invoke(telemetry);
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        return type.getMethod(name, parameters);
    }

    /** Loads the runtime anew, beside libraries without those two. */
    private static final class Bare extends URLClassLoader {

        Bare(URL runtime) {
            super(new URL[] {runtime}, Telemetry.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.micrometer.") || name.startsWith("io.opentelemetry.")) {
                throw new ClassNotFoundException(name);
            }
            if (name.startsWith("org.commandery.runtime.")) {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded == null ? findClass(name) : loaded;
                }
            }
            return super.loadClass(name, resolve);
        }
    }
}
