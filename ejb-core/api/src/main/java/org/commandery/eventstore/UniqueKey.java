package org.commandery.eventstore;

/**
 * A value that only one stream of a store may hold, as an e-mail address that only one customer may have. A stream holds it from the append
 * that claims it to the one that releases it, or to the stream's deletion.
 *
 * @param name what kind of value it is, as in {@code customer-email}
 * @param value the value, in the one form in which it is to be compared
 */
public record UniqueKey(String name, String value) {

    /** @throws IllegalArgumentException when one of them is blank */
    public UniqueKey {
        if (name.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException("a unique key has a name and a value");
        }
    }
}
