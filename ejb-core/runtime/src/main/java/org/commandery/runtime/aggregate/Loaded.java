package org.commandery.runtime.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * An aggregate as its events say it is.
 *
 * @param state its state, null when it has no events
 * @param version the number of its events
 */
public record Loaded(@Nullable Object state, long version) {}
