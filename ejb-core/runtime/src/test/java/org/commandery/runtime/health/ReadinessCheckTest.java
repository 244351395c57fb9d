package org.commandery.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.commandery.runtime.BareServer;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.tenant.TenantStatus.State;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadinessCheckTest {

    @Test
    void aNodeIsUpWhenEachApplicationHasStartedAndTellsHowAllStands() {
        HealthCheckResponse response = call(new HealthReport(
                Map.of("ordering", State.RUNNING, "billing", State.RUNNING),
                Map.of("stores", Map.of(State.RUNNING, 41L, State.FAILED, 1L)),
                List.of(new HealthReport.Handler("billing.invoices", SubscriptionStatus.State.CATCHING_UP, 12, 3L))));

        assertThat(response.getName()).isEqualTo("commandery");
        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(response.getData())
                .hasValue(Map.of(
                        "application.ordering", "running",
                        "application.billing", "running",
                        "application.stores.tenants.running", 41L,
                        "application.stores.tenants.failed", 1L,
                        "handler.billing.invoices", "catching-up",
                        "handler.billing.invoices.lag", 12L,
                        "handler.billing.invoices.dead-letters", 3L));
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"STARTING", "FAILED"})
    void aNodeIsDownWhileAnApplicationHasNotStartedOrItsStoreIsAway(State state) {
        HealthCheckResponse response = call(new HealthReport(
                Map.of("ordering", State.RUNNING, "billing", state),
                Map.of(),
                List.of(new HealthReport.Handler("billing.invoices", SubscriptionStatus.State.STARTING, 12, null))));

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow())
                .containsEntry("application.ordering", "running")
                .doesNotContainEntry("application.billing", "running")
                .doesNotContainKey("handler.billing.invoices.dead-letters");
    }

    @ParameterizedTest
    @EnumSource(
            value = SubscriptionStatus.State.class,
            names = {"PAUSED", "RETRYING", "STOPPED", "ELSEWHERE"})
    void aHandlerThatDoesNotWorkIsShownAndTakesNoNodeAway(SubscriptionStatus.State state) {
        HealthCheckResponse response = call(new HealthReport(
                Map.of("billing", State.RUNNING),
                Map.of(),
                List.of(new HealthReport.Handler("billing.invoices", state, 100_000, 7L))));

        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(response.getData().orElseThrow())
                .containsEntry("handler.billing.invoices", state.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void aNodeIsDownBeforeItsDeploymentHasStarted() {
        assertThat(new ReadinessCheck(Optional::empty).call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aServerWithoutMicroProfileHealthGetsNoCheck() throws Exception {
        try (BareServer server = new BareServer("org.eclipse.microprofile.health.")) {
            Class<?> health = server.loadClass(Health.class.getName());
            assertThat(health.getClassLoader()).isSameAs(server);

            Supplier<Object> report = Optional::empty;
            health.getMethod("addTo", AfterBeanDiscovery.class, Supplier.class).invoke(null, null, report);
        }
    }

    private static HealthCheckResponse call(HealthReport report) {
        return new ReadinessCheck(() -> Optional.of(report)).call();
    }
}
