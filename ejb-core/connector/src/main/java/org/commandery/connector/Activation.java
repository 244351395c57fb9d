package org.commandery.connector;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.handler.HandlerModel;
import org.commandery.runtime.subscription.Subscription;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.jspecify.annotations.Nullable;

/** A message-driven bean that is to get events: first it waits for its application, then it has a subscription. */
final class Activation {

    private final EventActivation spec;
    private final HandlerModel model;
    private final MessageEndpointFactory factory;
    private final TransactionSynchronizationRegistry transactions;
    private @Nullable EndpointDelivery delivery;
    private @Nullable Subscription subscription;
    private boolean stopped;

    Activation(
            EventActivation spec,
            HandlerModel model,
            MessageEndpointFactory factory,
            TransactionSynchronizationRegistry transactions) {
        this.spec = spec;
        this.model = model;
        this.factory = factory;
        this.transactions = transactions;
    }

    /** The application is there. */
    synchronized void start(RunningApplication application) {
        if (stopped) {
            return;
        }
        SubscriptionDefinition definition = spec.definition(model.eventTypes());
        HandlerCall call =
                (bean, event) -> model.invoke(bean, event, application.codec(), application.name(), definition.name());
        delivery = new EndpointDelivery(factory, model, call, transactions);
        subscription = application.subscriptions().subscribe(definition, delivery);
    }

    /** Returns when no delivery is under way any more. */
    synchronized void stop() {
        stopped = true;
        if (subscription != null) {
            subscription.close();
        }
        if (delivery != null) {
            delivery.release();
        }
    }
}
