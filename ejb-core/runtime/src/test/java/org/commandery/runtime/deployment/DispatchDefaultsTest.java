package org.commandery.runtime.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commandery.DefinitionException;
import org.commandery.application.Consistency;
import org.commandery.application.DispatchOptions;
import org.commandery.application.Returning;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatchDefaultsTest {

    private static final String PREFIX = "commandery.application.shop.dispatch.";

    @Test
    @DisplayName("X12: configuration says how an application's commands are dispatched")
    void configurationSaysHowAnApplicationsCommandsAreDispatched() {
        DispatchOptions defaults = bindings(Map.of(
                        PREFIX + "timeout", "PT2.5S",
                        PREFIX + "attempts", "3",
                        PREFIX + "consistency", "strong",
                        PREFIX + "consistency-timeout", "PT9S",
                        PREFIX + "returning", "state"))
                .dispatchDefaults("shop");

        assertThat(defaults.timeout()).contains(Duration.ofMillis(2_500));
        assertThat(defaults.attempts()).contains(3);
        assertThat(defaults.consistency()).contains(Consistency.STRONG);
        assertThat(defaults.consistencyTimeout()).contains(Duration.ofSeconds(9));
        assertThat(defaults.returning()).contains(Returning.STATE);
    }

    @Test
    void withoutConfigurationAllIsLeftOpen() {
        DispatchOptions defaults = bindings(Map.of()).dispatchDefaults("shop");

        assertThat(defaults.timeout()).isEmpty();
        assertThat(defaults.attempts()).isEmpty();
        assertThat(defaults.consistency()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, soon, PT2.5S",
        "timeout, PT0S, PT2.5S",
        "attempts, 0, number",
        "attempts, many, number",
        "consistency, weak, '[eventual, strong]'",
        "returning, nothing, '[version, state, events, all]'"
    })
    @DisplayName("B02: a value that an option cannot have is named, with its key and what is allowed")
    void aValueThatAnOptionCannotHaveIsNamed(String option, String value, String allowed) {
        assertThatThrownBy(() -> bindings(Map.of(PREFIX + option, value)).dispatchDefaults("shop"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(PREFIX + option, value, allowed);
    }

    @Test
    void aKeyForAnOptionOrAnApplicationThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> bindings(Map.of(PREFIX + "timeuot", "PT1S")).check(Set.of("shop"), Set.of("shop")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(PREFIX + "timeuot", "consistency-timeout");
        assertThatThrownBy(() -> bindings(Map.of(PREFIX + "timeout", "PT1S")).check(Set.of("bank"), Set.of("bank")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(PREFIX + "timeout", "bank");
    }

    @Test
    void idsOfCommandsAreKeptForThirtyDaysOrAsConfigurationSays() {
        assertThat(bindings(Map.of()).commandsKept()).contains(Duration.ofDays(30));
        assertThat(bindings(Map.of("commandery.commands.keep", "P2D")).commandsKept())
                .contains(Duration.ofDays(2));
        assertThat(bindings(Map.of("commandery.commands.keep", "forever")).commandsKept())
                .isEqualTo(Optional.empty());
        assertThatThrownBy(() ->
                        bindings(Map.of("commandery.commands.keep", "PT0S")).commandsKept())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll("commandery.commands.keep", "P30D");
    }

    private static Bindings bindings(Map<String, String> configuration) {
        return new Bindings(key -> configuration.getOrDefault(key, ""), configuration.keySet());
    }
}
