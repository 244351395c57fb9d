package org.commandery.runtime.serialization;

import org.commandery.serialization.Codec;

/**
 * How an application's events become objects.
 *
 * @param codec reads and writes JSON
 * @param upcasters bring old events to the form of today before they are read
 */
public record Serialization(Codec codec, Upcasters upcasters) {

    /** For a store that begins empty, as in a test: there is no event of an older revision in it. */
    public static Serialization withoutUpcasters(Codec codec) {
        return new Serialization(codec, Upcasters.none());
    }
}
