package org.commandery.runtime.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * An aggregate as its events say it is.
 *
 * @param state its state, null when it has no events, or none that means anything today
 * @param version the number of its stored events
 */
public record Loaded(@Nullable Object state, long version) {}
