package org.commandery.connector;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import org.commandery.DefinitionException;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.handler.HandlerModel;
import org.jspecify.annotations.Nullable;

/**
 * Starts a subscription for each message-driven bean that is an {@link org.commandery.handler.EventHandler}, and stops it with the bean.
 *
 * @see <a href="https://jakarta.ee/specifications/connectors/2.1/jakarta-connectors-spec-2.1#message-inflow">Jakarta Connectors 2.1, message
 *     inflow</a>
 */
public final class CommanderyResourceAdapter implements ResourceAdapter {

    private record Key(MessageEndpointFactory factory, ActivationSpec spec) {}

    private final Map<Key, Activation> activations = new ConcurrentHashMap<>();
    private @Nullable TransactionSynchronizationRegistry transactions;

    /** One that the server starts. */
    public CommanderyResourceAdapter() {}

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        transactions = context.getTransactionSynchronizationRegistry();
        if (transactions == null) {
            throw new ResourceAdapterInternalException(
                    "the server gives resource adapters no TransactionSynchronizationRegistry");
        }
    }

    @Override
    public void stop() {
        List.copyOf(activations.keySet()).forEach(key -> endpointDeactivation(key.factory(), key.spec()));
    }

    /**
     * Starts a bean's subscription as soon as its context's application runs. Nothing is delivered on the calling thread.
     *
     * @throws ResourceException when the activation configuration is wrong, or the bean cannot handle events
     */
    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof EventActivation activation) || transactions == null) {
            throw new NotSupportedException("not an activation of this adapter: " + spec);
        }
        try {
            activation.validate();
            HandlerModel model = HandlerModel.of(factory.getEndpointClass());
            activation.requireFits(factory.getEndpointClass(), model, EndpointDelivery.isTransacted(factory, model));
            Activation active = new Activation(activation, model, factory, transactions);
            activations.put(new Key(factory, spec), active);
            Commandery.instance().follow(active, activation.context(), activation.application(), active);
            ConnectorLog.LOG.activated(factory.getActivationName(), activation.context());
        } catch (DefinitionException | ResourceException e) {
            endpointDeactivation(factory, spec);
            ConnectorLog.LOG.refused(factory.getActivationName(), e.getMessage());
            throw e instanceof ResourceException refusal ? refusal : new ResourceException(e.getMessage(), e);
        }
    }

    /** Stops a bean's subscription; when it returns, no delivery is under way. */
    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        Activation active = activations.remove(new Key(factory, spec));
        if (active != null) {
            Commandery.instance().forget(active);
        }
    }

    /** None: the datasource's transactions are recovered by the server. */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    /** By identity: an adapter without properties is equal to itself alone. Jakarta Connectors wants both methods to be there. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
