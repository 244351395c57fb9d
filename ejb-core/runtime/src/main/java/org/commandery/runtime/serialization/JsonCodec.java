package org.commandery.runtime.serialization;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import org.commandery.serialization.Codec;
import org.commandery.serialization.CodecFailed;

/** JSON-B with its defaults. Safe for use by many threads. */
public final class JsonCodec implements Codec, AutoCloseable {

    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig());

    @Override
    public String encode(Object object) {
        try {
            return jsonb.toJson(object);
        } catch (JsonbException e) {
            throw CodecFailed.writing(object.getClass(), e);
        }
    }

    @Override
    public <T> T decode(String json, Class<T> type) {
        try {
            return type.cast(jsonb.fromJson(json, (Type) type));
        } catch (JsonbException e) {
            throw CodecFailed.reading(type, e);
        }
    }

    @Override
    public void close() {
        try {
            jsonb.close();
        } catch (Exception e) {
            throw new JsonbException("JSON-B could not be closed", e);
        }
    }
}
