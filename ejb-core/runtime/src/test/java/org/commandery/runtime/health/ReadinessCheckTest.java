package org.commandery.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.tenant.TenantStatus.State;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadinessCheckTest {

    @AfterEach
    void forget() {
        Health.of(Optional::empty);
    }

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
    void aNodeIsDownWhileNoApplicationHasStartedOrAllTheirStoresAreAway(State state) {
        HealthCheckResponse response = call(new HealthReport(
                Map.of("ordering", state, "billing", state),
                Map.of(),
                List.of(new HealthReport.Handler("billing.invoices", SubscriptionStatus.State.STARTING, 12, null))));

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow())
                .doesNotContainEntry("application.ordering", "running")
                .doesNotContainKey("handler.billing.invoices.dead-letters");
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"STARTING", "FAILED"})
    void anApplicationWhoseStoreIsAwayIsShownAndLeavesTheNodeToTheOthers(State state) {
        HealthCheckResponse response =
                call(new HealthReport(Map.of("ordering", State.RUNNING, "billing", state), Map.of(), List.of()));

        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(response.getData().orElseThrow()).doesNotContainEntry("application.billing", "running");
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
        assertThat(new ReadinessCheck().call().getStatus()).isEqualTo(Status.DOWN);
    }

    private static HealthCheckResponse call(HealthReport report) {
        Health.of(() -> Optional.of(report));
        return new ReadinessCheck().call();
    }
}
