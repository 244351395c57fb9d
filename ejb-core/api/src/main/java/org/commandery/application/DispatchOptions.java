package org.commandery.application;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.commandery.event.EventMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How a command is dispatched. Each method returns a changed copy and leaves this one as it is.
 *
 * <pre>{@code ordering.dispatch(command, options().expectedVersion(3).consistency(STRONG))}</pre>
 *
 * <p>What a call leaves open, the command's route may say, then its aggregate's, then the application's configuration; what nobody says is as in
 * {@link #BUILT_IN}.
 */
public final class DispatchOptions {

    /** How long a dispatch waits for the handlers when it asks for strong consistency, unless told otherwise. */
    public static final Duration DEFAULT_CONSISTENCY_TIMEOUT = Duration.ofSeconds(5);

    /** How often a command is executed before it gives up against other writers of its aggregate, unless told otherwise. */
    public static final int DEFAULT_ATTEMPTS = 10;

    /** A time that is never over: takes a timeout back that a route or the configuration sets. */
    public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private static final DispatchOptions NOTHING_SAID = new DispatchOptions();

    /** What holds where nobody says otherwise: no timeout, ten attempts, eventual consistency, the version is returned. */
    public static final DispatchOptions BUILT_IN = NOTHING_SAID
            .timeout(FOREVER)
            .attempts(DEFAULT_ATTEMPTS)
            .consistency(Consistency.EVENTUAL)
            .consistencyTimeout(DEFAULT_CONSISTENCY_TIMEOUT)
            .returning(Returning.VERSION);

    private @Nullable UUID commandId;
    private @Nullable UUID causationId;
    private @Nullable UUID correlationId;
    private @Nullable String handler;
    private @Nullable Long expectedVersion;
    private Map<String, String> metadata = Map.of();
    private @Nullable Duration timeout;
    private @Nullable Integer attempts;
    private @Nullable Consistency consistency;
    private Set<String> handlers = Set.of();
    private @Nullable Duration consistencyTimeout;
    private @Nullable Returning returning;

    private DispatchOptions() {}

    private DispatchOptions(DispatchOptions other) {
        commandId = other.commandId;
        causationId = other.causationId;
        correlationId = other.correlationId;
        handler = other.handler;
        expectedVersion = other.expectedVersion;
        metadata = other.metadata;
        timeout = other.timeout;
        attempts = other.attempts;
        consistency = other.consistency;
        handlers = other.handlers;
        consistencyTimeout = other.consistencyTimeout;
        returning = other.returning;
    }

    /** Options that leave all open. */
    public static DispatchOptions options() {
        return NOTHING_SAID;
    }

    /**
     * These options, and where they leave something open, what others say. Values of metadata are taken from both; where both have one of a name,
     * these options' counts.
     *
     * @param others what to take instead
     */
    public DispatchOptions orElse(DispatchOptions others) {
        DispatchOptions both = new DispatchOptions(this);
        both.commandId = commandId == null ? others.commandId : commandId;
        both.causationId = causationId == null ? others.causationId : causationId;
        both.correlationId = correlationId == null ? others.correlationId : correlationId;
        both.handler = handler == null ? others.handler : handler;
        both.expectedVersion = expectedVersion == null ? others.expectedVersion : expectedVersion;
        both.metadata = joined(others.metadata, metadata);
        both.timeout = timeout == null ? others.timeout : timeout;
        both.attempts = attempts == null ? others.attempts : attempts;
        both.consistency = consistency == null ? others.consistency : consistency;
        both.handlers = consistency == null ? others.handlers : handlers;
        both.consistencyTimeout = consistencyTimeout == null ? others.consistencyTimeout : consistencyTimeout;
        both.returning = returning == null ? others.returning : returning;
        return both;
    }

    private static Map<String, String> joined(Map<String, String> some, Map<String, String> more) {
        if (some.isEmpty() || more.isEmpty()) {
            return some.isEmpty() ? more : some;
        }
        Map<String, String> both = new HashMap<>(some);
        both.putAll(more);
        return Map.copyOf(both);
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

    /**
     * Says how long the command may take to be decided, from the call on. The time is looked at before and after each decision: when it is over,
     * the dispatch ends with {@link ExecutionTimeout}, and <em>nothing is stored</em>, now or later. What is decided in time is stored, however
     * long the store takes. A decision that does not end holds its caller's thread: no thread is interrupted.
     *
     * @param timeout more than 0; {@link #FOREVER} for no limit
     * @throws IllegalArgumentException when it is not more than 0
     */
    public DispatchOptions timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a timeout is more than 0: " + timeout);
        }
        DispatchOptions copy = new DispatchOptions(this);
        copy.timeout = timeout;
        return copy;
    }

    /**
     * Says how often the command is executed, at most, when others write to its aggregate each time before it is stored. It is executed once only
     * when a version is expected.
     *
     * @param attempts 1 or more; 1 to execute it once
     * @throws IllegalArgumentException when it is below 1
     */
    public DispatchOptions attempts(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts are 1 or more: " + attempts);
        }
        DispatchOptions copy = new DispatchOptions(this);
        copy.attempts = attempts;
        return copy;
    }

    /** Says when the dispatch returns: at once, or when all handlers that are declared strong have handled the events. */
    public DispatchOptions consistency(Consistency consistency) {
        DispatchOptions copy = new DispatchOptions(this);
        copy.consistency = consistency;
        copy.handlers = Set.of();
        return copy;
    }

    /**
     * Says that the dispatch returns when certain handlers have handled the events. Those of them that are not declared strong are not waited for.
     * When one does not exist, the dispatch ends with {@link UnknownHandlers} before the command is executed.
     *
     * @param handlers their names, as in {@code ordering.orders}; at least one
     * @throws IllegalArgumentException when there is none
     */
    public DispatchOptions consistencyOf(String... handlers) {
        if (handlers.length == 0) {
            throw new IllegalArgumentException("name at least one handler");
        }
        DispatchOptions copy = new DispatchOptions(this);
        copy.consistency = Consistency.STRONG;
        copy.handlers = Set.copyOf(Arrays.asList(handlers));
        return copy;
    }

    /**
     * Says how long to wait for those handlers. This time begins when the events are stored, and has nothing to do with {@link #timeout(Duration)}.
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

    /** Says what the result holds beside the version and the ids. */
    public DispatchOptions returning(Returning returning) {
        DispatchOptions copy = new DispatchOptions(this);
        copy.returning = returning;
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

    /** How long the command may take to be decided; empty when these options leave it open. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** How often the command is executed at most; empty when these options leave it open. */
    public Optional<Integer> attempts() {
        return Optional.ofNullable(attempts);
    }

    /** When the dispatch returns; empty when these options leave it open. */
    public Optional<Consistency> consistency() {
        return Optional.ofNullable(consistency);
    }

    /** The handlers that it waits for with {@link Consistency#STRONG}; empty for all. */
    public Set<String> handlers() {
        return handlers;
    }

    /** How long it waits for the handlers with {@link Consistency#STRONG}; empty when these options leave it open. */
    public Optional<Duration> consistencyTimeout() {
        return Optional.ofNullable(consistencyTimeout);
    }

    /** What the result holds; empty when these options leave it open. */
    public Optional<Returning> returning() {
        return Optional.ofNullable(returning);
    }
}
