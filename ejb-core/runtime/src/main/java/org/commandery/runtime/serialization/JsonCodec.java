package org.commandery.runtime.serialization;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;

/** Objects as JSON texts and back, by JSON-B with its defaults. Safe for use by many threads. */
public final class JsonCodec implements AutoCloseable {

    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig());

    /** @throws JsonbException when the object cannot be written */
    public String encode(Object object) {
        return jsonb.toJson(object);
    }

    /**
     * Reads a JSON text.
     *
     * @throws JsonbException when the text is no JSON or does not fit the type
     */
    public <T> T decode(String json, Class<T> type) {
        return type.cast(jsonb.fromJson(json, (Type) type));
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
