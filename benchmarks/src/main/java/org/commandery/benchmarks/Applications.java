package org.commandery.benchmarks;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Map;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.eventstore.EventStore;
import org.commandery.router.Router;
import org.commandery.runtime.application.Dispatching;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;

/** Makes applications, as a server would run them. */
final class Applications {

    /** What stands before an order's identity in the name of its stream. */
    static final String PREFIX = "order-";

    private static final Router ORDERS = routes ->
            routes.aggregate(Order.class).identifiedBy("orderId").prefix(PREFIX).dispatch(Order.Place.class);

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private Applications() {}

    /**
     * An application over a store of its own.
     *
     * @param cached how many aggregates stay in memory
     */
    static RunningApplication open(Site site, JsonCodec codec, int cached) {
        EventStore store = Stores.open(site.unpooled(), Stores.SCHEMA);
        return new RunningApplication(
                "orders",
                Map.of("orders", ORDERS),
                Serialization.withoutUpcasters(codec),
                StoreAccess.of("orders", store),
                Dispatching.plain(() -> VALIDATOR),
                cached);
    }

    static void close(RunningApplication application) {
        application.close();
        application.subscriptions().close();
        application.eventStore().close();
    }
}
