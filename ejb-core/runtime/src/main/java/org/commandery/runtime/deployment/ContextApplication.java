package org.commandery.runtime.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.commandery.application.Application;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;
import org.commandery.eventstore.EventStore;
import org.commandery.personal.DataSubjects;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.application.RunningApplication;

/** The application of a context, as it is injected: each call goes to the instance of the calling thread's tenant. */
final class ContextApplication implements Application {

    private final Commandery commandery;
    private final String context;

    ContextApplication(Commandery commandery, String context) {
        this.commandery = commandery;
        this.context = context;
    }

    private RunningApplication instance() {
        return commandery.application(context).orElseThrow(() -> new NotStarted(context));
    }

    @Override
    public String name() {
        return instance().name();
    }

    @Override
    public ExecutionResult dispatch(Object command, DispatchOptions options) {
        return instance().dispatch(command, options);
    }

    @Override
    public CompletionStage<ExecutionResult> dispatchAsync(Object command, DispatchOptions options) {
        return instance().dispatchAsync(command, options);
    }

    @Override
    public <A> Optional<A> aggregate(Class<A> type, String identity) {
        return instance().aggregate(type, identity);
    }

    @Override
    public <A> Optional<A> aggregate(Class<A> type, String identity, long version) {
        return instance().aggregate(type, identity, version);
    }

    @Override
    public <A> Optional<A> aggregate(Class<A> type, String identity, Instant time) {
        return instance().aggregate(type, identity, time);
    }

    @Override
    public boolean awaitHandlers(long position, Duration timeout, Set<String> handlers) {
        return instance().awaitHandlers(position, timeout, handlers);
    }

    @Override
    public DataSubjects dataSubjects() {
        return instance().dataSubjects();
    }

    @Override
    public EventStore eventStore() {
        return instance().eventStore();
    }
}
