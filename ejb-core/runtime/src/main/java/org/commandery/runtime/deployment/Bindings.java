package org.commandery.runtime.deployment;

import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Which application a context runs in and which datasource an application's store uses. MicroProfile Config says it; by default context
 * {@code x} runs in application {@code x} over {@code java:jboss/datasources/x}.
 */
final class Bindings {

    private final Function<String, String> value;

    /** The server's configuration. */
    static Bindings ofServer() {
        Config config = ConfigProvider.getConfig();
        return new Bindings(key -> config.getOptionalValue(key, String.class).orElse(""));
    }

    /** @param value finds the value of a key, blank when it has none */
    Bindings(Function<String, String> value) {
        this.value = value;
    }

    /** The application of a context: {@code commandery.context.<context>.application}. */
    String application(String context) {
        return valueOr("commandery.context.%s.application".formatted(context), context);
    }

    /** The JNDI name of an application's datasource: {@code commandery.application.<application>.datasource}. */
    String datasource(String application) {
        return valueOr(datasourceKey(application), "java:jboss/datasources/" + application);
    }

    /** The key that sets an application's datasource. */
    static String datasourceKey(String application) {
        return "commandery.application.%s.datasource".formatted(application);
    }

    private String valueOr(String key, String fallback) {
        String configured = value.apply(key);
        return configured.isBlank() ? fallback : configured;
    }
}
