package org.commandery.runtime.deployment;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.commandery.DefinitionException;
import org.commandery.application.Consistency;
import org.commandery.application.DispatchOptions;
import org.commandery.application.Returning;

/** How the commands of an application are dispatched where neither the caller nor the route says it, as configuration has it. */
final class DispatchDefaults {

    private static final String PREFIX = "commandery.application.%s.dispatch.";

    /** A key's last part, and what its value does. */
    private record Setting(String name, String form, BiFunction<DispatchOptions, String, DispatchOptions> apply) {}

    private static final List<Setting> SETTINGS = List.of(
            new Setting("timeout", "a duration as PT2.5S", (options, value) -> options.timeout(Duration.parse(value))),
            new Setting("attempts", "a number from 1", (options, value) -> options.attempts(Integer.parseInt(value))),
            new Setting(
                    "consistency",
                    oneOf(Consistency.values()),
                    (options, value) -> options.consistency(Consistency.valueOf(value.toUpperCase(Locale.ROOT)))),
            new Setting(
                    "consistency-timeout",
                    "a duration as PT2.5S",
                    (options, value) -> options.consistencyTimeout(Duration.parse(value))),
            new Setting(
                    "returning",
                    oneOf(Returning.values()),
                    (options, value) -> options.returning(Returning.valueOf(value.toUpperCase(Locale.ROOT)))));

    private DispatchDefaults() {}

    /**
     * Reads {@code commandery.application.<application>.dispatch.*}.
     *
     * @param value finds the value of a key, blank when it has none
     * @throws DefinitionException when a key has a value that it cannot have; it names the key and the form of its values
     */
    static DispatchOptions of(String application, Function<String, String> value) {
        DispatchOptions options = DispatchOptions.options();
        for (Setting setting : SETTINGS) {
            String key = PREFIX.formatted(application) + setting.name();
            String configured = value.apply(key).strip();
            if (!configured.isEmpty()) {
                options = applied(setting, options, key, configured);
            }
        }
        return options;
    }

    private static DispatchOptions applied(Setting setting, DispatchOptions options, String key, String configured) {
        try {
            return setting.apply().apply(options, configured);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new DefinitionException("the configuration key '%s' has the value '%s', but must have %s"
                    .formatted(key, configured, setting.form()));
        }
    }

    /** The last parts of all keys. */
    static List<String> names() {
        return SETTINGS.stream().map(Setting::name).toList();
    }

    private static String oneOf(Enum<?>[] values) {
        return "one of "
                + Arrays.stream(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList();
    }
}
