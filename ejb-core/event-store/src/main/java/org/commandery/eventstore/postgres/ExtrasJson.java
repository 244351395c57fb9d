package org.commandery.eventstore.postgres;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Collection;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendCondition;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventQuery.Criterion;
import org.commandery.eventstore.UniqueKey;
import org.jspecify.annotations.Nullable;

/** What few appends have, as the JSON object that the function append takes. */
final class ExtrasJson {

    private static final JsonProvider JSON = JsonProvider.provider();

    private ExtrasJson() {}

    /** Whether an append has nothing but events, and perhaps a command's id. */
    static boolean isPlain(Append append) {
        return append.links().isEmpty()
                && append.condition() == null
                && append.claims().isEmpty()
                && append.releases().isEmpty();
    }

    /** The object; null for a plain append. */
    static @Nullable String write(Append append) {
        if (isPlain(append)) {
            return null;
        }
        JsonObjectBuilder extras = JSON.createObjectBuilder();
        AppendCondition condition = append.condition();
        if (condition != null) {
            extras.add("criteria", criteria(condition.query())).add("after", condition.afterPosition());
        }
        if (!append.links().isEmpty()) {
            extras.add(
                    "links", texts(append.links().stream().map(UUID::toString).toList()));
        }
        if (!append.releases().isEmpty()) {
            extras.add("releases", keys(append.releases()));
        }
        if (!append.claims().isEmpty()) {
            extras.add("claims", keys(append.claims()));
        }
        return extras.build().toString();
    }

    /** A query for all events is one criterion that asks for nothing. */
    private static JsonArrayBuilder criteria(EventQuery query) {
        JsonArrayBuilder criteria = JSON.createArrayBuilder();
        if (query.criteria().isEmpty()) {
            criteria.add(JSON.createObjectBuilder());
        }
        query.criteria().forEach(criterion -> criteria.add(object(criterion)));
        return criteria;
    }

    private static JsonObjectBuilder object(Criterion criterion) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        if (!criterion.types().isEmpty()) {
            object.add("types", texts(criterion.types()));
        }
        if (!criterion.tags().isEmpty()) {
            object.add("tags", texts(criterion.tags()));
        }
        if (!criterion.streamPrefix().isEmpty()) {
            object.add("prefix", criterion.streamPrefix());
        }
        if (criterion.correlationId() != null) {
            object.add("correlation", criterion.correlationId().toString());
        }
        return object;
    }

    private static JsonArrayBuilder keys(Collection<UniqueKey> keys) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        keys.forEach(key ->
                array.add(JSON.createObjectBuilder().add("name", key.name()).add("value", key.value())));
        return array;
    }

    private static JsonArrayBuilder texts(Collection<String> texts) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        texts.forEach(array::add);
        return array;
    }
}
