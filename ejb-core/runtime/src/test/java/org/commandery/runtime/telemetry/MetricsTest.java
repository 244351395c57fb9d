package org.commandery.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.application.DispatchOptions.options;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.commandery.application.CommandFailed;
import org.commandery.application.CommandRejected;
import org.commandery.application.UnregisteredCommand;
import org.commandery.runtime.Account.Deposit;
import org.commandery.runtime.Account.Fail;
import org.commandery.runtime.Account.Open;
import org.commandery.runtime.Account.Touch;
import org.commandery.runtime.middleware.PlacedMiddleware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(registry);
    private final TestBank bank = new TestBank(PlacedMiddleware.of(metrics, Metrics.PRIORITY));

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void eachDispatchIsMeasuredByItsCommandAndItsOutcome() {
        bank.application().dispatch(new Open("a-1"));
        bank.application().dispatch(new Open("a-2"));
        assertThatThrownBy(() -> bank.application().dispatch(new Open("a-1"))).isInstanceOf(CommandRejected.class);
        assertThatThrownBy(() -> bank.application().dispatch(new Fail("a-1"))).isInstanceOf(CommandFailed.class);

        assertThat(dispatches("Open", "stored").count()).isEqualTo(2);
        assertThat(dispatches("Open", "refused").count()).isEqualTo(1);
        assertThat(dispatches("Fail", "failed").count()).isEqualTo(1);
        assertThat(dispatches("Open", "stored").totalTime(TimeUnit.NANOSECONDS)).isPositive();
    }

    @Test
    void tagsAreThoseThatTheRoutesBoundAndNoTenant() {
        bank.application().dispatch(new Open("a-1"));

        assertThat(dispatches("Open", "stored").getId().getTags())
                .containsExactlyInAnyOrder(
                        Tag.of("application", "bank"),
                        Tag.of("context", "accounts"),
                        Tag.of("command", "Open"),
                        Tag.of("outcome", "stored"));
    }

    @Test
    void eventsAreCountedOnceAlsoWhenTheirCommandComesAgain() {
        UUID id = UUID.randomUUID();
        bank.application().dispatch(new Open("a-1"));
        bank.application().dispatch(new Deposit("a-1", 5), options().commandId(id));
        bank.application().dispatch(new Deposit("a-1", 5), options().commandId(id));
        bank.application().dispatch(new Touch("a-1"));

        assertThat(registry.get(Metrics.EVENTS).tag("command", "Open").counter().count())
                .isEqualTo(1);
        assertThat(registry.get(Metrics.EVENTS)
                        .tag("command", "Deposit")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.find(Metrics.EVENTS).tag("command", "Touch").counters())
                .isEmpty();
        assertThat(dispatches("Deposit", "stored").count()).isEqualTo(2);
    }

    @Test
    @DisplayName("Z04: commands without a route are counted together, whatever their class")
    void commandsWithoutARouteShareOneMeter() {
        assertThatThrownBy(() -> bank.application().dispatch("anything")).isInstanceOf(UnregisteredCommand.class);
        assertThatThrownBy(() -> bank.application().dispatch(7)).isInstanceOf(UnregisteredCommand.class);

        assertThat(registry.getMeters()).hasSize(1);
        Timer timer = dispatches(Metrics.NONE, "refused");
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.getId().getTag("context")).isEqualTo(Metrics.NONE);
    }

    @Test
    void aggregatesInMemoryAreShownUntilTheDeploymentEnds() {
        AtomicLong cached = new AtomicLong(3);
        metrics.cachedAggregates("bank", cached::get);
        metrics.cachedAggregates("shop", () -> 7);
        bank.application().dispatch(new Open("a-1"));

        Gauge gauge = registry.get(Metrics.CACHED).tag("application", "bank").gauge();
        assertThat(gauge.value()).isEqualTo(3);
        cached.set(4);
        assertThat(gauge.value()).isEqualTo(4);

        metrics.close();

        List<String> left = registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .toList();
        assertThat(left).containsExactlyInAnyOrder(Metrics.DISPATCHES, Metrics.EVENTS);
    }

    private Timer dispatches(String command, String outcome) {
        return registry.get(Metrics.DISPATCHES)
                .tag("command", command)
                .tag("outcome", outcome)
                .timer();
    }
}
