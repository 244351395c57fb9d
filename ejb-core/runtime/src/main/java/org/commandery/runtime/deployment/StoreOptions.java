package org.commandery.runtime.deployment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.commandery.DefinitionException;
import org.commandery.eventstore.postgres.Payload;

/**
 * What configuration says of all event stores of the deployment.
 *
 * @param hardDeletes whether streams may be removed with all their events
 * @param payload how the data of events is kept, in stores whose tables are yet to be made
 * @param listen whether a store has PostgreSQL tell it of other nodes' events; if not, it looks for them
 */
record StoreOptions(boolean hardDeletes, Payload payload, boolean listen) {

    private static final String HARD_DELETES = "commandery.store.hard-deletes";
    private static final String PAYLOAD = "commandery.store.payload";
    private static final String LISTEN = "commandery.store.listen";

    private static final List<String> BOOLEANS = List.of("true", "false");
    private static final List<String> PAYLOADS =
            Arrays.stream(Payload.values()).map(StoreOptions::name).toList();

    /**
     * @param value finds the value of a key, blank when it has none
     * @throws DefinitionException when one has a value that it cannot have; it names the key, the value, and those that are allowed
     */
    static StoreOptions of(Function<String, String> value) {
        return new StoreOptions(
                Boolean.parseBoolean(oneOf(BOOLEANS, value, HARD_DELETES, "false")),
                Payload.valueOf(
                        oneOf(PAYLOADS, value, PAYLOAD, name(Payload.JSON)).toUpperCase(Locale.ROOT)),
                Boolean.parseBoolean(oneOf(BOOLEANS, value, LISTEN, "true")));
    }

    private static String oneOf(List<String> allowed, Function<String, String> value, String key, String fallback) {
        String configured = value.apply(key).strip();
        if (configured.isEmpty()) {
            return fallback;
        }
        if (!allowed.contains(configured)) {
            throw new DefinitionException("the configuration key '%s' has the value '%s', but must have one of %s"
                    .formatted(key, configured, allowed));
        }
        return configured;
    }

    private static String name(Payload payload) {
        return payload.name().toLowerCase(Locale.ROOT);
    }
}
