package org.commandery.testkit;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.commandery.DefinitionException;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.application.Consistency;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.FailureContext;
import org.commandery.router.Router;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.runtime.handler.HandlerCall;
import org.commandery.runtime.handler.HandlerCalls;
import org.commandery.runtime.handler.HandlerModel;
import org.commandery.runtime.subscription.Delivery;
import org.commandery.runtime.subscription.StartFrom;
import org.commandery.runtime.subscription.SubscriptionDefinition;

/**
 * An application without a server: the routers of some contexts over an event store, and handlers that get its events.
 *
 * <pre>{@code
 * try (TestApplication shop = TestApplication.inMemory(new OrderingRouter())) {
 *     shop.handler("orders", orders);
 *     shop.application().dispatch(new PlaceOrder("o-1", lines), options().consistency(STRONG));
 *     shop.events().waitFor(OrderPlaced.class);
 * }
 * }</pre>
 *
 * <p>What the container does is not here: no injection, no transaction around a handler, no security.
 */
public final class TestApplication implements AutoCloseable {

    private static final String NAME = "test";

    /** It takes a while to make. */
    private static final class Constraints {
        static final Validator VALIDATOR =
                Validation.buildDefaultValidatorFactory().getValidator();
    }

    private final StoreAccess access;
    private final RunningApplication running;

    private TestApplication(EventStore store, Router... routers) {
        this.access = StoreAccess.of(NAME, store);
        this.running = new RunningApplication(NAME, byContext(routers), access, () -> Constraints.VALIDATOR);
    }

    /**
     * An application over an empty store in memory.
     *
     * @param routers one for each context, annotated with {@link BoundedContext}
     * @throws DefinitionException when a deployment with these routers would fail
     */
    public static TestApplication inMemory(Router... routers) {
        return over(new InMemoryEventStore(), routers);
    }

    /**
     * An application over a store of yours, as {@link PostgresStores} gives one to each test.
     *
     * @param store is closed with the application
     * @param routers one for each context, annotated with {@link BoundedContext}
     * @throws DefinitionException when a deployment with these routers would fail
     */
    public static TestApplication over(EventStore store, Router... routers) {
        return new TestApplication(store, routers);
    }

    /** The application, as it would be injected. */
    public Application application() {
        return running;
    }

    /** Assertions on what it stores. */
    public EventAssertions events() {
        return new EventAssertions(access.store(), running.serialization(), EventAssertions.DEFAULT_PATIENCE);
    }

    /**
     * Gives the application's events to a handler, from the first one on, on a thread of its own. One that fails gets the event again after a while. A dispatch
     * that asks for strong consistency waits for it.
     *
     * @param name its name, unique in this application
     * @param handler an object with {@code handle} methods; what it has injected on a server, it must have been given
     * @throws DefinitionException when a deployment with this handler would fail
     */
    public TestApplication handler(String name, Object handler) {
        HandlerModel model = HandlerModel.of(handler.getClass());
        HandlerCalls calls = model.at(running.serialization(), NAME, name);
        access.subscriptions()
                .subscribe(
                        new SubscriptionDefinition(name, StartFrom.ORIGIN, Consistency.STRONG, calls.storedTypes()),
                        new Direct(handler, model, calls));
        return this;
    }

    private static final System.Logger LOG = System.getLogger(TestApplication.class.getName());

    private static Map<String, Router> byContext(Router... routers) {
        Map<String, Router> contexts = new HashMap<>();
        for (Router router : routers) {
            BoundedContext context = router.getClass().getAnnotation(BoundedContext.class);
            if (context == null) {
                throw new DefinitionException("%s has no @BoundedContext: annotate it with its context's name"
                        .formatted(router.getClass().getName()));
            }
            Router other = contexts.put(context.value(), router);
            if (other != null) {
                throw new DefinitionException("context '%s' has two routers, %s and %s: let one include the other"
                        .formatted(
                                context.value(),
                                other.getClass().getName(),
                                router.getClass().getName()));
            }
        }
        return contexts;
    }

    /** Ends the handlers, and closes the store. */
    @Override
    public void close() {
        access.close();
        running.close();
    }

    /** Calls a handler as it is. */
    private record Direct(Object handler, HandlerModel model, HandlerCalls calls) implements Delivery {

        @Override
        public int maxEvents() {
            return model.isBatched() ? Delivery.super.maxEvents() : 1;
        }

        @Override
        public void deliver(List<RecordedEvent> events, boolean replay, Runnable checkpoint) throws Exception {
            List<HandlerCall> meant = calls.of(events, replay);
            for (HandlerCall call : meant) {
                make(() -> call.on(handler));
            }
            checkpoint.run();
            try {
                for (HandlerCall call : meant) {
                    make(() -> call.afterCommit(handler));
                }
            } catch (Exception e) {
                // As on a server: what is committed is committed.
                LOG.log(System.Logger.Level.WARNING, "afterCommit failed", e);
            }
        }

        @Override
        public ErrorDecision onError(Throwable error, FailureContext failure) throws Exception {
            if (!model.decidesOnErrors()) {
                return ErrorDecision.retry();
            }
            AtomicReference<ErrorDecision> decision = new AtomicReference<>(ErrorDecision.retry());
            make(() -> decision.set(model.onError(handler, error, failure)));
            return decision.get();
        }

        /** A call of the handler. */
        private interface Call {
            void make() throws Throwable;
        }

        private static void make(Call call) throws Exception {
            try {
                call.make();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
