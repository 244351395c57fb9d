package org.commandery.serialization;

import jakarta.json.JsonObject;
import java.util.Objects;

/**
 * What an {@link Upcaster} makes of an event.
 *
 * @param form its type and revision
 * @param data its data in that form
 */
public record UpcastEvent(EventForm form, JsonObject data) {

    /** Neither is null. */
    public UpcastEvent {
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(data, "data");
    }
}
