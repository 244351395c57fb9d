package org.commandery.shop.purchase;

import jakarta.inject.Inject;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.integration.IntegrationEvents;
import org.commandery.router.Router;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.shop.billing.BillingRouter;
import org.commandery.shop.billing.integration.InvoicePublisher;
import org.commandery.shop.billing.integration.OrderInvoices;
import org.commandery.shop.inventory.InventoryRouter;
import org.commandery.shop.inventory.integration.OrderReservations;
import org.commandery.shop.inventory.integration.ReservationPublisher;
import org.commandery.shop.inventory.process.ReservationProcess;
import org.commandery.shop.ordering.OrderingRouter;
import org.commandery.shop.ordering.integration.OrderProcess;
import org.commandery.shop.ordering.integration.OrderPublisher;

/** The whole shop without a server: stores in memory, and handlers that get an event when the test says so. Read models are left out. */
final class Shop implements AutoCloseable {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private static final Map<String, Router> ROUTERS = Map.of(
            "ordering", new OrderingRouter(), "inventory", new InventoryRouter(), "billing", new BillingRouter());

    private final Map<String, RunningApplication> applications;
    private final EventStore integration = new InMemoryEventStore();
    private final IntegrationEvents publisher;
    private final JsonCodec codec = new JsonCodec();
    private final List<Feed> feeds;

    private Shop(Map<String, RunningApplication> applications) {
        this.applications = applications;
        this.publisher = new PublishedInMemory(integration, codec);
        this.feeds = List.of(
                ownEvents("ordering", "order-publisher", new OrderPublisher()),
                ownEvents("inventory", "reservation-process", new ReservationProcess()),
                ownEvents("inventory", "reservation-publisher", new ReservationPublisher()),
                ownEvents("billing", "invoice-publisher", new InvoicePublisher()),
                integrationEvents("order-process", new OrderProcess()),
                integrationEvents("order-reservations", new OrderReservations()),
                integrationEvents("order-invoices", new OrderInvoices()));
    }

    /** Each context has an application and a store of its own. */
    static Shop ofThreeApplications() {
        Map<String, RunningApplication> applications = new HashMap<>();
        ROUTERS.forEach((context, router) -> applications.put(context, application(context, Map.of(context, router))));
        return new Shop(applications);
    }

    /** The contexts share an application and its store. */
    static Shop ofOneApplication() {
        RunningApplication shared = application("shop", ROUTERS);
        return new Shop(Map.of("ordering", shared, "inventory", shared, "billing", shared));
    }

    /** The application that a context runs in. */
    Application application(String context) {
        return applications.get(context);
    }

    /** All handlers that dispatch or publish. */
    List<Feed> feeds() {
        return feeds;
    }

    @Override
    public void close() {
        applications.values().stream().distinct().forEach(RunningApplication::close);
        integration.close();
        codec.close();
    }

    private static RunningApplication application(String name, Map<String, Router> routers) {
        return new RunningApplication(name, routers, StoreAccess.of(name, new InMemoryEventStore()), () -> VALIDATOR);
    }

    private Feed ownEvents(String context, String name, Object handler) {
        RunningApplication application = applications.get(context);
        return new Feed(
                injected(handler), name, application.name(), application.eventStore(), application.serialization());
    }

    private Feed integrationEvents(String name, Object handler) {
        return new Feed(
                injected(handler),
                name,
                IntegrationEvents.APPLICATION,
                integration,
                Serialization.withoutUpcasters(codec));
    }

    /** Does what CDI does on a server. */
    private Object injected(Object handler) {
        for (Field field : handler.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(Inject.class)) {
                inject(handler, field);
            }
        }
        return handler;
    }

    private void inject(Object handler, Field field) {
        BoundedContext context = field.getAnnotation(BoundedContext.class);
        try {
            field.setAccessible(true);
            field.set(handler, context == null ? publisher : applications.get(context.value()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
