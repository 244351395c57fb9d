package org.commandery.runtime.aggregate;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.commandery.application.Lifespan;
import org.commandery.eventstore.EventData;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to its aggregate, told in the aggregate's terms.
 *
 * @param aggregate the aggregate's methods
 * @param stream the aggregate's stream
 * @param expectedVersion the only version to decide on; null for whatever version it has
 * @param attempts how often to decide, at most, while others write to the stream
 * @param commandId stored with the events; null for a command that nobody sends again
 * @param decision the decision on a state
 * @param form how an event of the decision is stored
 * @param command what the lifespan's rules are told of; the command itself
 * @param lifespan how long the aggregate stays in memory afterwards
 */
public record Execution(
        AggregateModel aggregate,
        String stream,
        @Nullable Long expectedVersion,
        int attempts,
        @Nullable UUID commandId,
        Decision decision,
        Function<Object, EventData> form,
        Object command,
        Lifespan lifespan) {

    /** Decides on a command. It may be asked several times, each time with a newer state, always by the thread that brought the command. */
    @FunctionalInterface
    public interface Decision {

        /**
         * Decides, and changes nothing.
         *
         * @param aggregate the aggregate as it is; its last events may not be stored yet, and if they never are, the decision counts for nothing
         * @return the events; empty when there is nothing to say
         */
        List<Object> decide(Loaded aggregate);
    }
}
