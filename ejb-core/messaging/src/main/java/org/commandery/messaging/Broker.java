package org.commandery.messaging;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;

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

    /**
     * Finds both in JNDI; does not connect.
     *
     * @throws org.commandery.DefinitionException when one is not there, or is something else; it names the key
     */
    static Broker of(Settings settings) {
        Topic topic = Names.await(Topic.class, settings.destination(), Settings.DESTINATION);
        ConnectionFactory factory =
                Names.await(ConnectionFactory.class, settings.connectionFactory(), Settings.CONNECTION_FACTORY);
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
            throw new IllegalStateException(
                    "%s gives no transacted sessions, so messages could be lost: name a connection factory that is not pooled by the configuration key '%s'"
                            .formatted(settings.connectionFactory(), Settings.CONNECTION_FACTORY));
        }
        return context;
    }
}
