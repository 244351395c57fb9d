package org.commandery.messaging;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.ReservedStream;
import org.commandery.eventstore.UnacceptableEvent;
import org.commandery.integration.IntegrationEvents;
import org.commandery.messaging.IntegrationMessage.NotAnIntegrationEvent;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.application.RunningApplication;

/**
 * Takes from the topic what the contexts of other servers tell, into this server's integration store: in the same stream, with the same id.
 *
 * <p>First the store has the event, then the message is gone from the broker. After a crash in between the message comes again and the store, which keeps one
 * event of an id, refuses it: so an event is there exactly once, and events of one stream in the order in which they were sent.
 */
final class Receiver implements Runnable {

    private static final long LISTEN_MILLIS = 500;
    private static final long PAUSE_MILLIS = 1_000;

    private final Commandery commandery;
    private final Broker broker;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private boolean failing;

    Receiver(Commandery commandery, Broker broker) {
        this.commandery = commandery;
        this.broker = broker;
    }

    /** Makes {@link #run()} end within a second, after the message that it is at. */
    void stop() {
        stopping.countDown();
    }

    /** Receives until it is stopped. When the broker or the store is away it tries again each second. */
    @Override
    public void run() {
        String subscription = broker.settings().subscription();
        while (!isStopping(0)) {
            try (JMSContext session = broker.open();
                    JMSConsumer consumer = session.createSharedDurableConsumer(broker.topic(), subscription)) {
                receive(session, consumer);
            } catch (JMSException | RuntimeException e) {
                failed(e);
            }
        }
    }

    private void receive(JMSContext session, JMSConsumer consumer) throws JMSException {
        while (!isStopping(0)) {
            Message message = consumer.receive(LISTEN_MILLIS);
            if (message != null) {
                take(message);
                session.commit();
            }
            succeeded();
        }
    }

    private void take(Message message) throws JMSException {
        try {
            IntegrationMessage received = IntegrationMessage.of(message);
            if (!commandery.contexts().contains(received.event().source())) {
                store(received);
            }
        } catch (NotAnIntegrationEvent | UnacceptableEvent | ReservedStream e) {
            MessagingLog.LOG.passedOver(
                    message.getJMSMessageID(), broker.settings().destination(), e.getMessage());
        }
    }

    private void store(IntegrationMessage received) {
        RunningApplication integration = commandery
                .named(IntegrationEvents.APPLICATION)
                .orElseThrow(() -> new IllegalStateException("the integration application is not there"));
        try {
            integration
                    .eventStore()
                    .append(received.stream(), ExpectedVersion.ANY, List.of(received.toEventData(integration.codec())));
        } catch (DuplicateEvent e) {
            // Stored before: the message came again.
        }
    }

    private void succeeded() {
        if (failing) {
            failing = false;
            MessagingLog.LOG.receivesAgain(broker.settings().destination());
        }
    }

    private void failed(Exception failure) {
        if (!failing && !isStopping(0)) {
            failing = true;
            MessagingLog.LOG.receiveFailed(broker.settings().destination(), PAUSE_MILLIS, failure);
        }
        isStopping(PAUSE_MILLIS);
    }

    /** Whether it is told to stop, or is within a time. */
    private boolean isStopping(long millis) {
        try {
            return stopping.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
