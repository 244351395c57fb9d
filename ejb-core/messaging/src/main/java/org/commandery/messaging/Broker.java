package org.commandery.messaging;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import jakarta.resource.Referenceable;
import org.commandery.DefinitionException;

/**
 * The broker and its topic.
 *
 * <p>Each session has transactions of its own, which end when the caller says so: what was sent is kept by the broker, and what was received is gone from
 * it, after {@link JMSContext#commit()} and not before. A connection factory of a container's pool does not give such sessions.
 *
 * @param factory connects to it
 * @param topic where all servers send to and receive from
 * @param settings who connects
 */
record Broker(ConnectionFactory factory, Topic topic, Settings settings) {

    private static final String NOT_TRANSACTED =
            "%%s gives no sessions with transactions of their own, so that messages could be lost: name a connection factory that is not pooled by the configuration key '%s'"
                    .formatted(Settings.CONNECTION_FACTORY);

    /**
     * Finds both in JNDI; does not connect. A connection factory of a container's pool is known by {@link Referenceable}, which Jakarta Connectors wants of it
     * and others have no use for.
     *
     * @throws DefinitionException when one is not there, or is something else, or is pooled; it names the key
     */
    static Broker of(Settings settings) {
        Topic topic = Names.await(Topic.class, settings.destination(), Settings.DESTINATION);
        ConnectionFactory factory =
                Names.await(ConnectionFactory.class, settings.connectionFactory(), Settings.CONNECTION_FACTORY);
        if (factory instanceof Referenceable) {
            throw new DefinitionException(NOT_TRANSACTED.formatted(settings.connectionFactory()));
        }
        return new Broker(factory, topic, settings);
    }

    /**
     * Connects. Who calls this closes the result, which rolls back what was not committed.
     *
     * @throws jakarta.jms.JMSRuntimeException when the broker cannot be reached
     * @throws IllegalStateException when the connection factory does not give transacted sessions
     */
    JMSContext open() {
        JMSContext context = settings.user().isBlank()
                ? factory.createContext(JMSContext.SESSION_TRANSACTED)
                : factory.createContext(settings.user(), settings.password(), JMSContext.SESSION_TRANSACTED);
        if (!context.getTransacted()) {
            context.close();
            throw new IllegalStateException(NOT_TRANSACTED.formatted(settings.connectionFactory()));
        }
        return context;
    }
}
