package org.commandery.shop.it.evolution;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.commandery.application.BoundedContext;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.serialization.EventForm;
import org.commandery.serialization.UpcastEvent;
import org.commandery.serialization.Upcaster;

/** A sale of the second revision was of several items. One of none means nothing. */
@BoundedContext("delivery")
public class SplitSale implements Upcaster {

    private static final EventForm ITEM_SOLD = new EventForm("item-sold", 1);

    @Override
    public EventForm from() {
        return new EventForm("sale", 2);
    }

    @Override
    public Set<EventForm> to() {
        return Set.of(ITEM_SOLD);
    }

    @Override
    public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
        return data.getJsonArray("products").stream()
                .map(product -> ITEM_SOLD.with(
                        Json.createObjectBuilder().add("product", product).build()))
                .toList();
    }
}
