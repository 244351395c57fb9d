package org.commandery.application;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a command is dispatched. Immutable: each method returns a changed copy.
 *
 * <pre>{@code ordering.dispatch(command, options().expectedVersion(3).consistency(STRONG))}</pre>
 */
public final class DispatchOptions {

    /** How long a dispatch waits for the handlers when it asks for strong consistency, unless told otherwise. */
    public static final Duration DEFAULT_CONSISTENCY_TIMEOUT = Duration.ofSeconds(5);

    private static final DispatchOptions DEFAULTS =
            new DispatchOptions(null, null, null, null, Map.of(), Consistency.EVENTUAL, DEFAULT_CONSISTENCY_TIMEOUT);

    private final @Nullable UUID commandId;
    private final @Nullable UUID causationId;
    private final @Nullable UUID correlationId;
    private final @Nullable Long expectedVersion;
    private final Map<String, String> metadata;
    private final Consistency consistency;
    private final Duration consistencyTimeout;

    private DispatchOptions(
            @Nullable UUID commandId,
            @Nullable UUID causationId,
            @Nullable UUID correlationId,
            @Nullable Long expectedVersion,
            Map<String, String> metadata,
            Consistency consistency,
            Duration consistencyTimeout) {
        this.commandId = commandId;
        this.causationId = causationId;
        this.correlationId = correlationId;
        this.expectedVersion = expectedVersion;
        this.metadata = metadata;
        this.consistency = consistency;
        this.consistencyTimeout = consistencyTimeout;
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
        return new DispatchOptions(
                id, causationId, correlationId, expectedVersion, metadata, consistency, consistencyTimeout);
    }

    /** Says what caused the command; it is stored with the events in the place of the command's id. */
    public DispatchOptions causationId(UUID id) {
        return new DispatchOptions(
                commandId, id, correlationId, expectedVersion, metadata, consistency, consistencyTimeout);
    }

    /** Gives the id that is shared by all that follows from one request; one is made up when this is not called. */
    public DispatchOptions correlationId(UUID id) {
        return new DispatchOptions(
                commandId, causationId, id, expectedVersion, metadata, consistency, consistencyTimeout);
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
        return new DispatchOptions(
                commandId, causationId, correlationId, version, metadata, consistency, consistencyTimeout);
    }

    /**
     * Stores these values with each event, in the place of those given before.
     *
     * @param values may be empty
     */
    public DispatchOptions metadata(Map<String, String> values) {
        return new DispatchOptions(
                commandId,
                causationId,
                correlationId,
                expectedVersion,
                Map.copyOf(values),
                consistency,
                consistencyTimeout);
    }

    /** Says when the dispatch returns: at once, or when the handlers that ask for strong consistency have handled the events. */
    public DispatchOptions consistency(Consistency consistency) {
        return new DispatchOptions(
                commandId, causationId, correlationId, expectedVersion, metadata, consistency, consistencyTimeout);
    }

    /**
     * Says how long to wait for those handlers.
     *
     * @param timeout not negative
     */
    public DispatchOptions consistencyTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout is not negative: " + timeout);
        }
        return new DispatchOptions(
                commandId, causationId, correlationId, expectedVersion, metadata, consistency, timeout);
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
