package org.commandery.shop.inventory;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.commandery.application.Application;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.runtime.handler.HandlerCall;
import org.commandery.runtime.handler.HandlerCalls;
import org.commandery.runtime.handler.HandlerModel;
import org.commandery.shop.inventory.domain.StockItem;

/** Inventory without a server: its application over a store in memory, and events brought to a handler by hand. */
public final class InventoryInMemory implements AutoCloseable {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private final RunningApplication application = new RunningApplication(
            "inventory",
            Map.of("inventory", new InventoryRouter()),
            StoreAccess.of("inventory", new InMemoryEventStore()),
            () -> VALIDATOR);

    /** The application. */
    public Application application() {
        return application;
    }

    /** The stock of a product that something is known of. */
    public StockItem stock(String product) {
        return application.aggregate(StockItem.class, product).orElseThrow();
    }

    /** The metadata of an integration event, for a handler that gets it. */
    public static EventMetadata integration(UUID eventId) {
        return new EventMetadata(
                "integration",
                "order-reservations",
                eventId,
                1,
                "ordering/orders/o-1",
                1,
                "integration-event",
                1,
                1,
                null,
                null,
                Map.of(),
                Instant.EPOCH,
                false);
    }

    /** Brings the first event after a position to a handler that takes it; returns the event's position, empty when there is none. */
    public Optional<Long> deliver(Object handler, long after) {
        HandlerCalls calls =
                HandlerModel.of(handler.getClass()).at(application.serialization(), "inventory", "handler-under-test");
        List<RecordedEvent> events = application.eventStore().readAllForward(after, 1000);
        Optional<RecordedEvent> next =
                events.stream().filter(event -> !calls.of(event).isEmpty()).findFirst();
        next.ifPresent(event -> calls.of(event).forEach(call -> make(call, handler)));
        return next.map(RecordedEvent::position);
    }

    private static void make(HandlerCall call, Object handler) {
        try {
            call.on(handler);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
