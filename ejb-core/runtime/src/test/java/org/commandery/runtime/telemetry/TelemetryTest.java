package org.commandery.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.runtime.BareServer;
import org.commandery.runtime.subscription.DeliveryListener;
import org.junit.jupiter.api.Test;

class TelemetryTest {

    @Test
    void aServerWithoutMicrometerAndOpenTelemetryGivesNoMiddlewareAndNoListener() throws Exception {
        try (BareServer server = new BareServer("io.micrometer.", "io.opentelemetry.")) {
            Class<?> type = server.loadClass(Telemetry.class.getName());
            assertThat(type.getClassLoader()).isSameAs(server);

            Object telemetry = method(type, "of", BeanManager.class).invoke(null, (Object) null);

            assertThat((List<?>) method(type, "middleware").invoke(telemetry)).isEmpty();
            Object deliveries = method(type, "deliveries", String.class, String.class, String.class)
                    .invoke(telemetry, "bank", "accounts", "accounts.statements");
            assertThat(deliveries)
                    .isSameAs(server.loadClass(DeliveryListener.class.getName())
                            .getField("NONE")
                            .get(null));
            EventStore store = new InMemoryEventStore();
            assertThat(method(type, "measured", String.class, EventStore.class).invoke(telemetry, "bank", store))
                    .isSameAs(store);
            Supplier<Object> nobody = List::of;
            method(type, "watch", Supplier.class).invoke(telemetry, nobody);
            LongSupplier none = () -> 0;
            method(type, "cachedAggregates", String.class, LongSupplier.class).invoke(telemetry, "bank", none);
            method(type, "close").invoke(telemetry);
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        return type.getMethod(name, parameters);
    }
}
