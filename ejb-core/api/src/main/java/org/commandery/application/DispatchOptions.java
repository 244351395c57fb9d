package org.commandery.application;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.commandery.event.EventMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How a command is dispatched. Each method returns a changed copy and leaves this one as it is.
 *
 * <pre>{@code ordering.dispatch(command, options().expectedVersion(3).consistency(STRONG))}</pre>
 */
public final class DispatchOptions {

    /** How long a dispatch waits for the handlers when it asks for strong consistency, unless told otherwise. */
    public static final Duration DEFAULT_CONSISTENCY_TIMEOUT = Duration.ofSeconds(5);

    private static final DispatchOptions DEFAULTS = new DispatchOptions();

    private @Nullable UUID commandId;
    private @Nullable UUID causationId;
    private @Nullable UUID correlationId;
    private @Nullable String handler;
    private @Nullable Long expectedVersion;
    private Map<String, String> metadata = Map.of();
    private Consistency consistency = Consistency.EVENTUAL;
    private Duration consistencyTimeout = DEFAULT_CONSISTENCY_TIMEOUT;

    private DispatchOptions() {}

    private DispatchOptions(DispatchOptions other) {
        commandId = other.commandId;
        causationId = other.causationId;
        correlationId = other.correlationId;
        handler = other.handler;
        expectedVersion = other.expectedVersion;
        metadata = other.metadata;
        consistency = other.consistency;
        consistencyTimeout = other.consistencyTimeout;
    }

    /** The defaults: ids made up, any version, no metadata, eventual consistency. */
    public static DispatchOptions options() {
        return DEFAULTS;
    }

    /**
     * Gives the command an id. A command that is sent again with the same id is not executed again: the first result is returned.
     *
     * @param id unique to this one command
     */
    public DispatchOptions commandId(UUID id) {
        DispatchOptions copy = new DispatchOptions(this);
        copy.commandId = id;
        return copy;
    }

    /** Says what caused the command; it is stored with the events in the place of the command's id. */
    public DispatchOptions causationId(UUID id) {
        DispatchOptions copy = new DispatchOptions(this);
        copy.causationId = id;
        return copy;
    }

    /** Gives the id that is shared by all that follows from one request; one is made up when this is not called. */
    public DispatchOptions correlationId(UUID id) {
        DispatchOptions copy = new DispatchOptions(this);
        copy.correlationId = id;
        return copy;
    }

    /**
     * Says that an event handler dispatches the command because of the event that it is handling: the event becomes the cause, its correlation and
     * its values go on. The command gets an id that follows from the handler, the event, and the command's class and target, so that when the
     * handler is called with the event a second time, the command is not executed a second time.
     *
     * @param event what the handler was given with the event
     */
    public DispatchOptions causedBy(EventMetadata event) {
        DispatchOptions copy = new DispatchOptions(this);
        copy.causationId = event.eventId();
        copy.correlationId = event.correlationId();
        copy.handler = event.part() == 1 ? event.handler() : event.handler() + "/" + event.part();
        copy.metadata = event.values();
        return copy;
    }

    /**
     * Executes the command only if the aggregate is at this version.
     *
     * @param version the number of the aggregate's events, 0 for one that has none
     * @throws IllegalArgumentException when the version is negative
     */
    public DispatchOptions expectedVersion(long version) {
        if (version < 0) {
            throw new IllegalArgumentException("an expected version is not below 0: " + version);
        }
        DispatchOptions copy = new DispatchOptions(this);
        copy.expectedVersion = version;
        return copy;
    }

    /**
     * Stores these values with each event, in the place of those given before.
     *
     * @param values may be empty
     */
    public DispatchOptions metadata(Map<String, String> values) {
        DispatchOptions copy = new DispatchOptions(this);
        copy.metadata = Map.copyOf(values);
        return copy;
    }

    /** Says when the dispatch returns: at once, or when the handlers that ask for strong consistency have handled the events. */
    public DispatchOptions consistency(Consistency consistency) {
        DispatchOptions copy = new DispatchOptions(this);
        copy.consistency = consistency;
        return copy;
    }

    /**
     * Says how long to wait for those handlers.
     *
     * @param timeout not negative
     * @throws IllegalArgumentException when it is negative
     */
    public DispatchOptions consistencyTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout is not negative: " + timeout);
        }
        DispatchOptions copy = new DispatchOptions(this);
        copy.consistencyTimeout = timeout;
        return copy;
    }

    /** The command's id; empty when the dispatch makes one up, which is not looked for among the stored ones. */
    public Optional<UUID> commandId() {
        return Optional.ofNullable(commandId);
    }

    /** What caused the command; empty when the events' cause is the command itself. */
    public Optional<UUID> causationId() {
        return Optional.ofNullable(causationId);
    }

    /** The correlation id; empty when the dispatch makes one up. */
    public Optional<UUID> correlationId() {
        return Optional.ofNullable(correlationId);
    }

    /**
     * The name of the handler that dispatches because of an event, with the part of the event when that is not the first; empty when no handler
     * does.
     */
    public Optional<String> handler() {
        return Optional.ofNullable(handler);
    }

    /** The version that the aggregate must be at; empty when any will do. */
    public Optional<Long> expectedVersion() {
        return Optional.ofNullable(expectedVersion);
    }

    /** The values that are stored with each event. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** When the dispatch returns. */
    public Consistency consistency() {
        return consistency;
    }

    /** How long it waits for the handlers with {@link Consistency#STRONG}. */
    public Duration consistencyTimeout() {
        return consistencyTimeout;
    }
}
