package org.commandery.shop.ordering.upcaster;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.commandery.application.BoundedContext;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.serialization.EventForm;
import org.commandery.serialization.UpcastEvent;
import org.commandery.serialization.Upcaster;

/** The first orders did not say in which currency they were placed: there was none but the euro. */
@BoundedContext("ordering")
public class OrderPlacedInEuros implements Upcaster {

    @Override
    public EventForm from() {
        return new EventForm("order-placed", 1);
    }

    @Override
    public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
        return List.of(from().next()
                .with(Json.createObjectBuilder(data).add("currency", "EUR").build()));
    }
}
