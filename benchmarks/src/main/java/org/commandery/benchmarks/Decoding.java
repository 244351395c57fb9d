package org.commandery.benchmarks;

import org.commandery.runtime.serialization.JsonCodec;

/** What is done with the data of each event that is read. */
interface Decoding {

    /** Nothing. */
    Decoding NONE = data -> {};

    void decode(String data);

    /** Makes an object of it. */
    static Decoding by(JsonCodec codec) {
        return data -> {
            if (codec.decode(data, OrderPlaced.class).lines().isEmpty()) {
                throw new IllegalStateException(data);
            }
        };
    }
}
