package org.commandery.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import org.commandery.DefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void withoutKeysThereIsNoMessaging() {
        assertThat(of(Map.of())).isEmpty();
    }

    @Test
    void aTopicIsEnoughAndTheSubscriptionIsCalledAfterTheEar() {
        assertThat(of(Map.of("commandery.messaging.destination", "java:/topic")))
                .contains(new Settings("java:/topic", "java:/ConnectionFactory", "shop-billing", "", ""));
    }

    @Test
    void whatIsConfiguredTakesTheDefaultsPlace() {
        assertThat(of(Map.of(
                        "commandery.messaging.destination", "java:/topic",
                        "commandery.messaging.connection-factory", "java:/broker",
                        "commandery.messaging.subscription", "billing",
                        "commandery.messaging.user", "me",
                        "commandery.messaging.password", "secret")))
                .contains(new Settings("java:/topic", "java:/broker", "billing", "me", "secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commandery.messaging.connection-factory",
                "commandery.messaging.subscription",
                "commandery.messaging.user",
                "commandery.messaging.password"
            })
    void aKeyWithoutATopicIsRefused(String key) {
        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> of(Map.of(key, "x")))
                .withMessageContainingAll(key, "commandery.messaging.destination");
    }

    @Test
    void aPasswordWithoutAUserIsRefused() {
        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> of(Map.of(
                        "commandery.messaging.destination", "java:/topic",
                        "commandery.messaging.password", "secret")))
                .withMessageContainingAll("commandery.messaging.password", "commandery.messaging.user");
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(new Settings("java:/topic", "java:/broker", "billing", "me", "secret"))
                .asString()
                .contains("me")
                .doesNotContain("secret");
    }

    private static Optional<Settings> of(Map<String, String> configuration) {
        return Settings.of(key -> configuration.getOrDefault(key, ""), "shop-billing");
    }
}
