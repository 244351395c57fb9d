package org.commandery.connector;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.ErrorPolicy;
import org.commandery.handler.FailureContext;
import org.commandery.runtime.handler.HandlerCall;
import org.commandery.runtime.handler.HandlerCalls;
import org.commandery.runtime.handler.HandlerModel;
import org.commandery.runtime.subscription.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to a message-driven bean: the server begins a transaction on this thread, the bean's methods and then the checkpoint run in it,
 * the server commits it.
 *
 * <p>Three rules keep deliveries exact. The checkpoint comes after the bean, so that it is never written for a call that the bean did not get. Whatever
 * is thrown marks the transaction for rollback, because the server commits after a checked exception and after a refusal. And a delivery
 * counts only when the transaction manager says that it was committed, because a rollback that the bean asked for is silent.
 *
 * <p>A bean whose methods run without a transaction gets its events one by one, each at least once: after a crash between the method
 * and the checkpoint it gets the event again.
 */
final class EndpointDelivery implements Delivery {

    /** What {@code batchSize} may be at most. */
    static final int LARGEST_BATCH = 10_000;

    private final MessageEndpointFactory factory;
    private final HandlerModel model;
    private final HandlerCalls handler;
    private final ErrorPolicy errors;
    private final TransactionSynchronizationRegistry transactions;
    private final @Nullable Runnable enter;
    private final boolean transacted;
    private @Nullable MessageEndpoint endpoint;

    /**
     * @param errors decides about errors, unless the bean does so itself
     * @param enter called first in each transaction when the bean rebuilds its tables; null when it does not
     */
    EndpointDelivery(
            MessageEndpointFactory factory,
            HandlerModel model,
            HandlerCalls handler,
            ErrorPolicy errors,
            TransactionSynchronizationRegistry transactions,
            @Nullable Runnable enter) {
        this.factory = factory;
        this.model = model;
        this.handler = handler;
        this.errors = errors;
        this.transactions = transactions;
        this.enter = enter;
        this.transacted = isTransacted(factory, model);
    }

    @Override
    public int maxEvents() {
        if (model.isBatched()) {
            return LARGEST_BATCH;
        }
        return transacted ? Delivery.super.maxEvents() : 1;
    }

    @Override
    public void deliver(List<RecordedEvent> events, boolean replay, Runnable checkpoint) throws Exception {
        List<HandlerCall> calls;
        try {
            calls = handler.of(events, replay || enter != null);
            call(calls, checkpoint);
        } catch (Throwable e) {
            release();
            if (Refusals.isRefusal(e)) {
                throw new DeliveryRefused(e);
            }
            throw e;
        }
        if (enter == null) {
            calls.stream().filter(HandlerCall::hasAfterCommit).forEach(this::afterCommit);
        }
    }

    /** What is committed is committed: a failure here is told, and nothing else. */
    private void afterCommit(HandlerCall call) {
        try {
            call.afterCommit(endpoint());
        } catch (Throwable e) {
            release();
            ConnectorLog.LOG.afterCommitFailed(factory.getActivationName(), e);
        }
    }

    @Override
    public ErrorDecision onError(Throwable error, FailureContext failure) throws Exception {
        if (!model.decidesOnErrors()) {
            return errors.onError(error, failure);
        }
        try {
            return model.onError(endpoint(), error, failure);
        } catch (Throwable e) {
            release();
            if (e instanceof Exception exception) {
                throw exception;
            }
            throw new IllegalStateException("the handler's onError failed", e);
        }
    }

    @Override
    public void reset(Runnable move) throws Exception {
        Optional<Method> method = Stream.concat(Stream.ofNullable(model.resetMethod()), model.methods().stream())
                .filter(candidate -> isTransacted(factory, candidate))
                .findFirst();
        try {
            if (method.isEmpty()) {
                model.beforeReset(endpoint());
                move.run();
            } else {
                inTransaction(endpoint(), method.get(), () -> {
                    model.beforeReset(endpoint());
                    move.run();
                });
            }
        } catch (Exception | Error e) {
            release();
            throw e;
        } catch (Throwable e) {
            release();
            throw new IllegalStateException("the handler's beforeReset failed", e);
        }
    }

    /** Upcasters may have left nothing to call the bean for. They may also have left calls of methods with and without a transaction. */
    private void call(List<HandlerCall> calls, Runnable checkpoint) throws Exception {
        Optional<Method> untransacted = calls.stream()
                .map(HandlerCall::method)
                .filter(method -> !isTransacted(factory, method))
                .findFirst();
        if (calls.isEmpty()) {
            checkpoint.run();
        } else if (untransacted.isEmpty()) {
            deliverInTransaction(endpoint(), calls.get(0).method(), calls, checkpoint);
        } else {
            deliverWithout(endpoint(), untransacted.get(), calls);
            checkpoint.run();
        }
    }

    /** Gives the bean's endpoint back. */
    @Override
    public void release() {
        MessageEndpoint held = endpoint;
        endpoint = null;
        if (held != null) {
            held.release();
        }
    }

    private void deliverInTransaction(MessageEndpoint bean, Method method, List<HandlerCall> calls, Runnable checkpoint)
            throws Exception {
        inTransaction(bean, method, () -> {
            if (enter != null) {
                enter.run();
            }
            callHandler(bean, calls);
            checkpoint.run();
        });
    }

    /** What is done in a transaction. */
    private interface Work {
        void run() throws Throwable;
    }

    private void inTransaction(MessageEndpoint bean, Method method, Work work) throws Exception {
        bean.beforeDelivery(method);
        TransactionOutcome outcome = new TransactionOutcome();
        Throwable failure = null;
        try {
            transactions.registerInterposedSynchronization(outcome);
            work.run();
        } catch (Throwable e) {
            failure = e;
            transactions.setRollbackOnly();
        }
        finish(bean, failure);
        if (!outcome.isCommitted()) {
            throw new RolledBackException();
        }
    }

    private void deliverWithout(MessageEndpoint bean, Method method, List<HandlerCall> calls) throws Exception {
        bean.beforeDelivery(method);
        Throwable failure = null;
        try {
            callHandler(bean, calls);
        } catch (Throwable e) {
            failure = e;
        }
        finish(bean, failure);
    }

    private static void callHandler(MessageEndpoint bean, List<HandlerCall> calls) throws Throwable {
        for (HandlerCall call : calls) {
            call.on(bean);
        }
    }

    /** Ends the delivery; the handler's failure, if there is one, is what the caller hears of. */
    private static void finish(MessageEndpoint bean, @Nullable Throwable failure) throws Exception {
        Throwable first = failure;
        try {
            bean.afterDelivery();
        } catch (ResourceException | RuntimeException | Error e) {
            if (first == null) {
                first = e;
            } else {
                first.addSuppressed(e);
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof Exception exception) {
            throw exception;
        }
        if (first != null) {
            throw new IllegalStateException("a handler threw neither an exception nor an error", first);
        }
    }

    private MessageEndpoint endpoint() throws ResourceException {
        MessageEndpoint current = endpoint;
        if (current == null) {
            current = factory.createEndpoint(null);
            endpoint = current;
        }
        return current;
    }

    /** Whether all methods of a bean run in a transaction. */
    static boolean isTransacted(MessageEndpointFactory factory, HandlerModel model) {
        return model.methods().stream().allMatch(method -> isTransacted(factory, method));
    }

    private static boolean isTransacted(MessageEndpointFactory factory, Method method) {
        try {
            return factory.isDeliveryTransacted(method);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the server does not know the bean's method " + method, e);
        }
    }
}
