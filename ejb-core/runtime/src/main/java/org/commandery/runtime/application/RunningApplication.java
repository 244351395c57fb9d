package org.commandery.runtime.application;

import java.util.Optional;
import java.util.SortedSet;
import org.commandery.application.Application;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;
import org.commandery.eventstore.EventStore;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.subscription.Subscriptions;

/** An application of this deployment, with what its web layer and its connector need beside the public api. */
public final class RunningApplication implements Application, AutoCloseable {

    @Override
    public String name() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ExecutionResult dispatch(Object command, DispatchOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <A> Optional<A> aggregate(Class<A> type, String identity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EventStore eventStore() {
        throw new UnsupportedOperationException();
    }

    /** The subscriptions to the application's events on this node. */
    public Subscriptions subscriptions() {
        throw new UnsupportedOperationException();
    }

    /** How the application writes and reads JSON. */
    public JsonCodec codec() {
        throw new UnsupportedOperationException();
    }

    /**
     * The class of a command of one of the application's contexts.
     *
     * @param context the context whose router names it
     * @param name the class's simple name
     * @return empty when no route of that context has such a command
     */
    public Optional<Class<?>> commandType(String context, String name) {
        throw new UnsupportedOperationException();
    }

    /** The simple names of a context's commands. */
    public SortedSet<String> commandNames(String context) {
        throw new UnsupportedOperationException();
    }

    /** Stops the subscriptions and closes the store. */
    @Override
    public void close() {}
}
