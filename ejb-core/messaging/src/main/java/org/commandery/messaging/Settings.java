package org.commandery.messaging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.commandery.DefinitionException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What configuration says of messaging.
 *
 * @param destination the JNDI name of the topic that carries the integration events
 * @param connectionFactory the JNDI name of the connection factory
 * @param subscription the name of this service's durable subscription to the topic
 * @param user who connects to the broker; blank for nobody
 * @param password the user's
 */
record Settings(String destination, String connectionFactory, String subscription, String user, String password) {

    static final String DESTINATION = "commandery.messaging.destination";
    static final String CONNECTION_FACTORY = "commandery.messaging.connection-factory";
    static final String SUBSCRIPTION = "commandery.messaging.subscription";
    static final String USER = "commandery.messaging.user";
    static final String PASSWORD = "commandery.messaging.password";

    /** What WildFly's own configurations call the one that is not pooled. */
    private static final String USUAL_CONNECTION_FACTORY = "java:/ConnectionFactory";

    /**
     * What the server's configuration says.
     *
     * @param application the name of the EAR
     * @return empty when messaging is not wanted
     * @throws DefinitionException when it contradicts itself; it names the key
     */
    static Optional<Settings> ofServer(String application) {
        Config config = ConfigProvider.getConfig();
        return of(key -> config.getOptionalValue(key, String.class).orElse(""), application);
    }

    /** @param value finds the value of a key, blank when it has none */
    static Optional<Settings> of(Function<String, String> value, String application) {
        String destination = value.apply(DESTINATION);
        if (destination.isBlank()) {
            refuseOthers(value);
            return Optional.empty();
        }
        if (value.apply(USER).isBlank() && !value.apply(PASSWORD).isBlank()) {
            throw new DefinitionException("the configuration key '%s' is for nobody: set '%s' as well, or remove it"
                    .formatted(PASSWORD, USER));
        }
        return Optional.of(new Settings(
                destination,
                valueOr(value.apply(CONNECTION_FACTORY), USUAL_CONNECTION_FACTORY),
                valueOr(value.apply(SUBSCRIPTION), application),
                value.apply(USER),
                value.apply(PASSWORD)));
    }

    private static void refuseOthers(Function<String, String> value) {
        for (String key : List.of(CONNECTION_FACTORY, SUBSCRIPTION, USER, PASSWORD)) {
            if (!value.apply(key).isBlank()) {
                throw new DefinitionException(
                        "the configuration key '%s' does nothing without a topic: name one by '%s', or remove it"
                                .formatted(key, DESTINATION));
            }
        }
    }

    private static String valueOr(String configured, String fallback) {
        return configured.isBlank() ? fallback : configured;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Settings[destination=%s, connectionFactory=%s, subscription=%s, user=%s]"
                .formatted(destination, connectionFactory, subscription, user);
    }
}
