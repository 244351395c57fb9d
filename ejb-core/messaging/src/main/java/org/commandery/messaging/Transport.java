package org.commandery.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.commandery.DefinitionException;
import org.commandery.application.Consistency;
import org.commandery.integration.IntegrationEvents;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.Follower;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.subscription.Deliveries;
import org.commandery.runtime.subscription.Delivery;
import org.commandery.runtime.subscription.DeliveryListener;
import org.commandery.runtime.subscription.StartFrom;
import org.commandery.runtime.subscription.Subscription;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.commandery.tenant.UnknownTenant;
import org.jspecify.annotations.Nullable;

/**
 * Both directions: a {@link Forwarder} for each context of this server, as a subscription {@code <context>.messaging} that is shown and has its
 * checkpoint like that of any handler, and one {@link Receiver}.
 */
final class Transport implements AutoCloseable {

    /** Longer than a receiver takes to see that it has to stop. */
    private static final long STOP_SECONDS = 10;

    private final Commandery commandery;
    private final Settings settings;
    private final Broker broker;
    private final Receiver receiver;
    private final List<Object> follows = new ArrayList<>();
    private @Nullable Thread receiving;

    /** @throws DefinitionException when what configuration names is not there; it names the key */
    Transport(Commandery commandery, Settings settings) {
        this.commandery = commandery;
        this.settings = settings;
        checkIntegration();
        this.broker = Broker.of(settings);
        this.receiver = new Receiver(commandery, broker);
    }

    private void checkIntegration() {
        try {
            if (commandery.named(IntegrationEvents.APPLICATION).isEmpty()) {
                throw new DefinitionException(
                        "no context publishes or handles integration events, so there is nothing to carry: remove '%s'"
                                .formatted(Settings.DESTINATION));
            }
        } catch (UnknownTenant e) {
            throw new DefinitionException(
                    "messaging serves one integration store, and here each tenant has one: remove '%s', or bind application '%s' to a datasource"
                            .formatted(Settings.DESTINATION, IntegrationEvents.APPLICATION));
        }
    }

    void start(ThreadFactory threads) {
        Set<String> contexts = commandery.contexts();
        for (String context : contexts) {
            Object follow = new Object();
            follows.add(follow);
            commandery.follow(
                    follow, context, IntegrationEvents.APPLICATION, application -> forward(context, application));
        }
        Thread thread = threads.newThread(receiver);
        thread.setName("commandery-messaging");
        thread.start();
        receiving = thread;
        MessagingLog.LOG.started(contexts, settings.destination(), settings.subscription());
    }

    private Follower.Ongoing forward(String context, RunningApplication integration) {
        SubscriptionDefinition definition = new SubscriptionDefinition(
                context + ".messaging", StartFrom.ORIGIN, Consistency.EVENTUAL, Set.of(IntegrationMessage.EVENT_TYPE));
        DeliveryListener listener = commandery.deliveryListeners().of(integration.name(), context, definition.name());
        Subscription subscription = integration
                .subscriptions()
                .subscribe(definition, new Forwarding(new Forwarder(context, integration, broker), listener));
        return subscription::close;
    }

    /** What a context sends is measured as what any handler does. */
    private record Forwarding(Delivery live, DeliveryListener listener) implements Deliveries {}

    /** Ends both directions. What was told and not yet sent, or sent and not yet taken, goes its way after the next start. */
    @Override
    public void close() {
        receiver.stop();
        follows.forEach(commandery::forget);
        if (receiving != null) {
            await(receiving);
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
