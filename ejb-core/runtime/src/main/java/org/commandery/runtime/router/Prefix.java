package org.commandery.runtime.router;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the identity in the name of an aggregate's stream.
 *
 * @param supplier gives it
 * @param shown stands for it where there is no command
 */
record Prefix(Supplier<@Nullable String> supplier, String shown) {

    static final Prefix NONE = of("");

    static Prefix of(String text) {
        return new Prefix(() -> text, text);
    }

    static Prefix of(Supplier<@Nullable String> supplier) {
        return new Prefix(supplier, "{prefix}");
    }

    /**
     * The stream of the aggregate with an identity.
     *
     * @throws IllegalStateException when the router gives null
     */
    String stream(String identity, Class<?> aggregate) {
        String before = supplier.get();
        if (before == null) {
            throw new IllegalStateException(
                    "the router of %s gives null as the prefix of its stream".formatted(aggregate.getName()));
        }
        return before + identity;
    }
}
