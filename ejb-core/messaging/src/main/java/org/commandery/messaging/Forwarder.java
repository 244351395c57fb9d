package org.commandery.messaging;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import java.util.List;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.subscription.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Sends to the topic what a context of this server tells the others, and nothing else: what has come from there is of another context, so that it never goes
 * back.
 *
 * <p>First the broker has the messages, then the checkpoint is written. After a crash in between they are sent again: at least once, in order.
 */
final class Forwarder implements Delivery {

    private final String context;
    private final RunningApplication integration;
    private final Broker broker;
    private @Nullable JMSContext session;

    /**
     * @param context the context whose integration events are sent
     * @param integration the application that holds them
     */
    Forwarder(String context, RunningApplication integration, Broker broker) {
        this.context = context;
        this.integration = integration;
        this.broker = broker;
    }

    @Override
    public void deliver(List<RecordedEvent> events, boolean replay, Runnable checkpoint) throws JMSException {
        List<IntegrationMessage> own = events.stream()
                .map(event -> IntegrationMessage.of(event, integration.codec()))
                .filter(message -> message.event().source().equals(context))
                .toList();
        if (!own.isEmpty()) {
            send(own);
        }
        checkpoint.run();
    }

    private void send(List<IntegrationMessage> messages) throws JMSException {
        boolean sent = false;
        try {
            JMSContext current = session();
            JMSProducer producer = current.createProducer();
            for (IntegrationMessage message : messages) {
                producer.send(broker.topic(), message.in(current));
            }
            current.commit();
            sent = true;
        } finally {
            if (!sent) {
                release();
            }
        }
    }

    private JMSContext session() {
        JMSContext current = session;
        if (current == null) {
            current = broker.open();
            session = current;
        }
        return current;
    }

    /** Gives the connection back. */
    @Override
    public void release() {
        JMSContext held = session;
        session = null;
        if (held != null) {
            held.close();
        }
    }
}
