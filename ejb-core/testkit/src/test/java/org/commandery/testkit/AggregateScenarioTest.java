package org.commandery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.commandery.aggregate.Multi;
import org.commandery.application.CommandRejected;
import org.commandery.event.EventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AggregateScenarioTest {

    public record Light(boolean on) {

        public record Install() {}

        public record SwitchOn() {}

        public record Blink(int times) {}

        @EventType("switched-off")
        public record SwitchedOff() {}

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

        Multi<Light> execute(Blink command) {
            return Multi.of(this)
                    .reduce(IntStream.range(0, command.times()).boxed().toList(), (light, time) -> {
                        List<Object> blinked = new ArrayList<>(light.execute(new SwitchOn()));
                        blinked.add(new SwitchedOff());
                        return blinked;
                    });
        }

        Light apply(SwitchedOff event) {
            return new Light(false);
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
    @DisplayName("Z03: a scenario asserts what the steps of a Multi led to, or that one of them refused")
    void aScenarioAssertsWhatStepsLedTo() {
        AggregateScenario.of(Light.class)
                .given(new Light.Installed())
                .when(new Light.Blink(2))
                .thenEvents(
                        new Light.SwitchedOn(),
                        new Light.SwitchedOff(),
                        new Light.SwitchedOn(),
                        new Light.SwitchedOff())
                .thenState(light -> assertThat(light.on()).isFalse());
        AggregateScenario.of(Light.class)
                .given(new Light.Installed(), new Light.SwitchedOn())
                .when(new Light.Blink(2))
                .thenRejected("light is on");
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
