package org.commandery.runtime.application;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.commandery.application.Consistency;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;
import org.commandery.eventstore.internal.EventIds;
import org.commandery.middleware.Caller;
import org.commandery.middleware.Pipeline;
import org.jspecify.annotations.Nullable;

/** One dispatch on its way through the middleware. Afterwards it does not change any more. */
final class Dispatch implements Pipeline {

    private final String application;
    private final Optional<String> tenant;
    private final String context;
    private final Class<?> sent;
    private final @Nullable UUID knownId;
    private final UUID commandId;
    private final UUID correlationId;
    private final Deadline deadline;
    private final Supplier<Optional<Caller>> callers;
    private final Map<Object, Object> assigns = new HashMap<>();
    private Object command;
    private DispatchOptions options;
    private boolean halted;
    private boolean entered;
    private @Nullable ExecutionResult response;

    /**
     * @param context the context whose router names the command; empty when no router does
     * @param knownId the command's id, if it is one that may come again; null to make one up
     * @param options with all defaults
     * @param callers knows who is calling on this thread
     */
    Dispatch(
            String application,
            Optional<String> tenant,
            String context,
            Object command,
            @Nullable UUID knownId,
            DispatchOptions options,
            Supplier<Optional<Caller>> callers) {
        this.callers = callers;
        this.application = application;
        this.tenant = tenant;
        this.context = context;
        this.sent = command.getClass();
        this.command = command;
        this.knownId = knownId;
        this.commandId = knownId == null ? EventIds.next() : knownId;
        this.correlationId = options.correlationId().orElseGet(EventIds::next);
        this.options = options;
        this.deadline = Deadline.after(options.timeout().orElseThrow());
    }

    /** Says that all middleware has been called that is to be called before. */
    void entered() {
        entered = true;
    }

    /** The class of the command that was sent, which middleware may have replaced by another. */
    Class<?> sent() {
        return sent;
    }

    /** Whether a router names the command that was sent. */
    boolean isRouted() {
        return !context.isEmpty();
    }

    /** The command's id, if it is one that may come again; null when it was made up. */
    @Nullable
    UUID knownId() {
        return knownId;
    }

    /** Until when it must be decided. */
    Deadline deadline() {
        return deadline;
    }

    @Override
    public String application() {
        return application;
    }

    @Override
    public Optional<String> tenant() {
        return tenant;
    }

    @Override
    public String context() {
        return context;
    }

    @Override
    public Object command() {
        return command;
    }

    @Override
    public UUID commandId() {
        return commandId;
    }

    @Override
    public Optional<UUID> causationId() {
        return options.causationId();
    }

    @Override
    public UUID correlationId() {
        return correlationId;
    }

    @Override
    public Optional<String> handler() {
        return options.handler();
    }

    @Override
    public Map<String, String> metadata() {
        return options.metadata();
    }

    @Override
    public Optional<Caller> caller() {
        return handler().isPresent() ? Optional.empty() : callers.get();
    }

    @Override
    public DispatchOptions options() {
        return options;
    }

    @Override
    public void replaceCommand(Object command) {
        requireBefore();
        this.command = command;
    }

    @Override
    public void addMetadata(String name, String value) {
        requireBefore();
        Map<String, String> more = new HashMap<>(options.metadata());
        more.put(name, value);
        options = options.metadata(more);
    }

    @Override
    public void consistency(Consistency consistency) {
        requireBefore();
        options = options.consistency(consistency);
    }

    @Override
    public void assign(Object key, Object value) {
        assigns.put(key, value);
    }

    @Override
    public <T> Optional<T> assigned(Object key, Class<T> type) {
        return Optional.ofNullable(assigns.get(key)).map(type::cast);
    }

    @Override
    public void halt() {
        requireBefore();
        halted = true;
    }

    @Override
    public void respond(ExecutionResult result) {
        requireBefore();
        halted = true;
        response = response == null ? result : response;
    }

    @Override
    public boolean isHalted() {
        return halted;
    }

    @Override
    public Optional<ExecutionResult> response() {
        return Optional.ofNullable(response);
    }

    private void requireBefore() {
        if (entered) {
            throw new IllegalStateException("a dispatch is changed before the command is executed, not afterwards");
        }
    }
}
