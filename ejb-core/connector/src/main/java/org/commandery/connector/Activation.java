package org.commandery.connector;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.commandery.handler.ErrorPolicy;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.Follower;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.handler.HandlerCalls;
import org.commandery.runtime.handler.HandlerModel;
import org.commandery.runtime.subscription.DeliveryListener;
import org.commandery.runtime.subscription.Subscription;
import org.commandery.runtime.subscription.SubscriptionDefinition;

/** A message-driven bean that gets events: a subscription at each running instance of its application. */
final class Activation implements Follower.Work {

    private final EventActivation spec;
    private final HandlerModel model;
    private final MessageEndpointFactory factory;
    private final TransactionSynchronizationRegistry transactions;

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

    @Override
    public Follower.Ongoing begin(RunningApplication application) {
        HandlerCalls calls = model.at(application.serialization(), application.name(), spec.subscription());
        SubscriptionDefinition definition = spec.definition(calls.storedTypes());
        ErrorPolicy errors = spec.errorPolicy(Commandery.instance().errorPolicy());
        DeliveryListener listener =
                Commandery.instance().deliveryListeners().of(application.name(), spec.context(), spec.subscription());
        Subscription subscription = application
                .subscriptions()
                .subscribe(definition, new EndpointDeliveries(factory, model, calls, errors, transactions, listener));
        return subscription::close;
    }
}
