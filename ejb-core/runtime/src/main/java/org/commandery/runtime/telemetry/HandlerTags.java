package org.commandery.runtime.telemetry;

import java.util.Locale;

/** The names by which meters and spans of handlers tell them apart. */
final class HandlerTags {

    static final String APPLICATION = "application";
    static final String CONTEXT = "context";
    static final String HANDLER = "handler";

    private HandlerTags() {}

    /** The name of a handler in its context: the subscription's without the context's. */
    static String handler(String context, String subscription) {
        String prefix = context + ".";
        return subscription.startsWith(prefix) ? subscription.substring(prefix.length()) : subscription;
    }

    /** A constant, as meters and spans show it. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
