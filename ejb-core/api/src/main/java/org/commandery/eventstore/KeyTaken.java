package org.commandery.eventstore;

import java.io.Serial;

/** The append claimed a key that another stream holds. Nothing was written. */
public final class KeyTaken extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient UniqueKey key;
    private final String holder;

    /**
     * @param stream the stream that was to be appended to
     * @param key the key
     * @param holder the stream that holds it
     */
    public KeyTaken(String stream, UniqueKey key, String holder) {
        super(
                209,
                "stream '%s' cannot claim %s '%s': stream '%s' holds it"
                        .formatted(stream, key.name(), key.value(), holder),
                null);
        this.key = key;
        this.holder = holder;
    }

    /** The key that is taken. */
    public UniqueKey key() {
        return key;
    }

    /** The stream that holds it. */
    public String holder() {
        return holder;
    }
}
