package org.commandery.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.commandery.runtime.Account;
import org.commandery.runtime.Account.Deposit;
import org.commandery.runtime.Account.Open;
import org.commandery.runtime.application.RunningApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many events aggregates are read from (Z04). */
class AggregateMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TestBank bank = new TestBank(new AggregateMetrics(registry));

    @AfterEach
    void close() {
        bank.close();
    }

    @Test
    void eachReadIsMeasuredWithTheEventsThatItTook() {
        bank.application().dispatch(new Open("a-1"));
        bank.application().dispatch(new Deposit("a-1", 5));

        try (RunningApplication restarted = bank.restarted()) {
            restarted.aggregate(Account.class, "a-1");
        }

        DistributionSummary events = registry.get(AggregateMetrics.EVENTS).summary();
        assertThat(events.totalAmount()).isEqualTo(2);
        assertThat(events.max()).isEqualTo(2);
        assertThat(registry.get(AggregateMetrics.READS).timer().count()).isEqualTo(events.count());
        assertThat(events.getId().getTags())
                .containsExactlyInAnyOrder(Tag.of("application", "bank"), Tag.of("aggregate", "Account"));
    }
}
