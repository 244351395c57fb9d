package org.commandery.shop.it.evolution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.Type;
import java.util.Locale;
import org.commandery.serialization.Codec;

/** Reads whatever was written in the upper case. */
@ApplicationScoped
public class LoudCodec implements Codec {

    private final Jsonb jsonb = JsonbBuilder.create();

    @Override
    public String encode(Object object) {
        return jsonb.toJson(object);
    }

    @Override
    public <T> T decode(String json, Class<T> type) {
        return type.cast(jsonb.fromJson(json.replace("tea", "tea".toUpperCase(Locale.ROOT)), (Type) type));
    }
}
