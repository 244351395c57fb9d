package org.commandery.connector;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.commandery.handler.ErrorPolicy;
import org.commandery.runtime.handler.HandlerCalls;
import org.commandery.runtime.handler.HandlerModel;
import org.commandery.runtime.subscription.Deliveries;
import org.commandery.runtime.subscription.Delivery;
import org.commandery.runtime.subscription.DeliveryListener;

/**
 * Deliveries to a message-driven bean.
 *
 * @param errors decides about errors, unless the bean does so itself
 * @param listener hears of the deliveries
 */
record EndpointDeliveries(
        MessageEndpointFactory factory,
        HandlerModel model,
        HandlerCalls calls,
        ErrorPolicy errors,
        TransactionSynchronizationRegistry transactions,
        DeliveryListener listener)
        implements Deliveries {

    @Override
    public Delivery live() {
        return new EndpointDelivery(factory, model, calls, errors, transactions, null);
    }

    @Override
    public Delivery rebuilding(Runnable enter) {
        return new EndpointDelivery(factory, model, calls, errors, transactions, enter);
    }
}
