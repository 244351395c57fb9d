package org.commandery.eventstore.postgres;

import org.jspecify.annotations.Nullable;

/** Texts that are only for people. */
final class Texts {

    private Texts() {}

    /** The text without what PostgreSQL cannot hold: an error's message must not keep the error from being recorded. */
    static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
