package org.commandery.serialization;

import jakarta.json.JsonObject;

/**
 * The form of an event's data: a type and a revision of it.
 *
 * @param type the stable name of the type, as in {@code order-placed}
 * @param revision the revision, from 1
 */
public record EventForm(String type, int revision) {

    /** @throws IllegalArgumentException when the type is blank or the revision is below 1 */
    public EventForm {
        if (type.isBlank()) {
            throw new IllegalArgumentException("a form has a type");
        }
        if (revision < 1) {
            throw new IllegalArgumentException("a revision is 1 or more: " + revision);
        }
    }

    /** The revision after this one. */
    public EventForm next() {
        return new EventForm(type, revision + 1);
    }

    /** Data in this form. */
    public UpcastEvent with(JsonObject data) {
        return new UpcastEvent(this, data);
    }

    /** As messages show it: {@code 'order-placed' revision 2}. */
    @Override
    public String toString() {
        return "'%s' revision %d".formatted(type, revision);
    }
}
