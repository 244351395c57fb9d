package org.commandery.shop.it.evolution.wrong;

import jakarta.enterprise.context.ApplicationScoped;
import org.commandery.serialization.Codec;

/** One too many. */
@ApplicationScoped
public class SecondCodec implements Codec {

    @Override
    public String encode(Object object) {
        return object.toString();
    }

    @Override
    public <T> T decode(String json, Class<T> type) {
        throw new UnsupportedOperationException(json);
    }
}
