package org.commandery.shop.it.evolution;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.commandery.application.BoundedContext;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.serialization.EventForm;
import org.commandery.serialization.UpcastEvent;
import org.commandery.serialization.Upcaster;

/** A sale of the first revision was of one item. */
@BoundedContext("delivery")
public class SaleOfSeveral implements Upcaster {

    @Override
    public EventForm from() {
        return new EventForm("sale", 1);
    }

    @Override
    public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
        return List.of(from().next()
                .with(Json.createObjectBuilder()
                        .add("products", Json.createArrayBuilder().add(data.getString("product")))
                        .build()));
    }
}
