package org.commandery.runtime.deployment;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commandery.DefinitionException;
import org.commandery.application.DispatchOptions;
import org.commandery.runtime.aggregate.Aggregates;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Which application a context runs in, and which store an application uses and how. MicroProfile Config says it; by default context {@code x} runs in
 * application {@code x} over the datasource {@code java:jboss/datasources/x}.
 */
final class Bindings {

    private static final Pattern CONTEXT_KEY = Pattern.compile("commandery\\.context\\.([^.]+)\\.application");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern APPLICATION_KEY = Pattern.compile(
            "commandery\\.application\\.([^.]+)\\.(?:datasource|tenants|aggregates\\.cached|dispatch\\.(.*))");

    private static final String COMMANDS_KEPT_KEY = "commandery.commands.keep";
    private static final String COMMANDS_KEPT = "P30D";

    private final Function<String, String> value;
    private final Iterable<String> keys;

    /** The server's configuration. */
    static Bindings ofServer() {
        Config config = ConfigProvider.getConfig();
        return new Bindings(key -> config.getOptionalValue(key, String.class).orElse(""), config.getPropertyNames());
    }

    /**
     * @param value finds the value of a key, blank when it has none
     * @param keys all keys that have a value
     */
    Bindings(Function<String, String> value, Iterable<String> keys) {
        this.value = value;
        this.keys = keys;
    }

    /** The application of a context: {@code commandery.context.<context>.application}. */
    String application(String context) {
        return valueOr("commandery.context.%s.application".formatted(context), context);
    }

    /** The JNDI name of an application's datasource: {@code commandery.application.<application>.datasource}. */
    String datasource(String application) {
        return valueOr(datasourceKey(application), "java:jboss/datasources/" + application);
    }

    /**
     * The part of JNDI in which each datasource is a tenant of an application: {@code commandery.application.<application>.tenants}. Empty when the
     * application has no tenants.
     */
    Optional<String> tenants(String application) {
        return Optional.of(value.apply(tenantsKey(application))).filter(directory -> !directory.isBlank());
    }

    /**
     * How an application's commands are dispatched where nobody says it: {@code commandery.application.<application>.dispatch.*}.
     *
     * @throws DefinitionException when a key has a value that it cannot have
     */
    DispatchOptions dispatchDefaults(String application) {
        return DispatchDefaults.of(application, value);
    }

    /**
     * How long the ids of commands are kept, by which one that is sent again is known: {@code commandery.commands.keep}. Empty to keep them for ever.
     *
     * @throws DefinitionException when the value is neither {@code forever} nor a duration of more than 0
     */
    Optional<Duration> commandsKept() {
        String configured = valueOr(COMMANDS_KEPT_KEY, COMMANDS_KEPT);
        if (configured.equals("forever")) {
            return Optional.empty();
        }
        try {
            Duration kept = Duration.parse(configured);
            if (!kept.isNegative() && !kept.isZero()) {
                return Optional.of(kept);
            }
        } catch (DateTimeException e) {
            // told below, as a value that is not above 0 is
        }
        throw new DefinitionException(
                "the configuration key '%s' has the value '%s', but must have 'forever' or a duration as P30D"
                        .formatted(COMMANDS_KEPT_KEY, configured));
    }

    /**
     * How many aggregates of an application stay in memory at most: {@code commandery.application.<application>.aggregates.cached}.
     *
     * @throws DefinitionException when that is no number from 0
     */
    int cachedAggregates(String application) {
        String key = "commandery.application.%s.aggregates.cached".formatted(application);
        String configured = value.apply(key).trim();
        if (configured.isEmpty()) {
            return Aggregates.CACHED;
        }
        if (!NUMBER.matcher(configured).matches()) {
            throw new DefinitionException(
                    "the configuration key '%s' is '%s': it takes a number of aggregates, 0 for none"
                            .formatted(key, configured));
        }
        return Integer.parseInt(configured);
    }

    /**
     * How event handlers are to be: {@code commandery.handlers.*}.
     *
     * @throws DefinitionException when a key has a value that it cannot have
     */
    HandlerOptions handlers() {
        return HandlerOptions.of(value);
    }

    /**
     * How the event stores are to be: {@code commandery.store.*}.
     *
     * @throws DefinitionException when a key has a value that it cannot have
     */
    StoreOptions stores() {
        return StoreOptions.of(value);
    }

    /**
     * Checks that each key speaks of something that is there: a key for a context that nobody deploys is a mistake, and would do nothing.
     *
     * @throws DefinitionException when one does not, or two contradict each other; it names the key
     */
    void check(Set<String> contexts, Set<String> applications) {
        keys.forEach(key -> {
            Matcher context = CONTEXT_KEY.matcher(key);
            if (context.matches() && !contexts.contains(context.group(1))) {
                throw new DefinitionException(
                        "the configuration key '%s' binds a context that is not deployed; there are %s"
                                .formatted(key, contexts));
            }
            Matcher application = APPLICATION_KEY.matcher(key);
            if (application.matches() && !applications.contains(application.group(1))) {
                throw new DefinitionException(
                        "the configuration key '%s' is for an application in which no context runs; there are %s"
                                .formatted(key, applications));
            }
            if (application.matches()
                    && application.group(2) != null
                    && !DispatchDefaults.names().contains(application.group(2))) {
                throw new DefinitionException("the configuration key '%s' sets no option of dispatches; there are %s"
                        .formatted(key, DispatchDefaults.names()));
            }
        });
        applications.forEach(this::checkStore);
    }

    private void checkStore(String application) {
        boolean datasource = !value.apply(datasourceKey(application)).isBlank();
        if (datasource && tenants(application).isPresent()) {
            throw new DefinitionException("application '%s' has either a datasource or tenants: remove '%s' or '%s'"
                    .formatted(application, datasourceKey(application), tenantsKey(application)));
        }
    }

    /** The key that sets an application's datasource. */
    static String datasourceKey(String application) {
        return "commandery.application.%s.datasource".formatted(application);
    }

    private static String tenantsKey(String application) {
        return "commandery.application.%s.tenants".formatted(application);
    }

    private String valueOr(String key, String fallback) {
        String configured = value.apply(key);
        return configured.isBlank() ? fallback : configured;
    }
}
