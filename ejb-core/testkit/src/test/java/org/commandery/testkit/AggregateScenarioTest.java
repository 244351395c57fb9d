package org.commandery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.commandery.application.CommandRejected;
import org.commandery.event.EventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AggregateScenarioTest {

    public record Light(boolean on) {

        public record Install() {}

        public record SwitchOn() {}

        @EventType("installed")
        public record Installed() {}

        @EventType("switched-on")
        public record SwitchedOn() {}

        static Installed execute(Install command) {
            return new Installed();
        }

        List<SwitchedOn> execute(SwitchOn command) {
            if (on) {
                throw new CommandRejected("the light is on");
            }
            return List.of(new SwitchedOn());
        }

        static Light apply(Installed event) {
            return new Light(false);
        }

        Light apply(SwitchedOn event) {
            return new Light(true);
        }
    }

    @Test
    @DisplayName("Z03: a scenario with and without history asserts events and state")
    void aScenarioAssertsEventsAndState() {
        AggregateScenario.of(Light.class).when(new Light.Install()).thenEvents(new Light.Installed());
        AggregateScenario.of(Light.class)
                .given(new Light.Installed())
                .when(new Light.SwitchOn())
                .thenEvents(new Light.SwitchedOn())
                .thenState(light -> assertThat(light.on()).isTrue());
    }

    @Test
    @DisplayName("Z03: a scenario asserts a rejection by its reason")
    void aScenarioAssertsARejectionByItsReason() {
        AggregateScenario.of(Light.class)
                .given(new Light.Installed(), new Light.SwitchedOn())
                .when(new Light.SwitchOn())
                .thenRejected("light is on");
    }

    @Test
    void whatDiffersFailsTheScenario() {
        assertThatThrownBy(() -> AggregateScenario.of(Light.class)
                        .when(new Light.Install())
                        .thenRejected("anything"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> AggregateScenario.of(Light.class)
                        .when(new Light.SwitchOn())
                        .thenEvents())
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> AggregateScenario.of(Light.class)
                        .when(new Light.Install())
                        .thenEvents())
                .isInstanceOf(AssertionError.class);
    }
}
