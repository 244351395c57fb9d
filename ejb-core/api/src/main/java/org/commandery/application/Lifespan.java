package org.commandery.application;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.commandery.CommanderyException;

/**
 * How long the state of an aggregate stays in memory, so that its events need not be read again for the next command. It is asked after each
 * command, and each use of the aggregate begins the time anew. However long it is, an aggregate may leave earlier, when there are more than the
 * configuration allows or memory is short; nothing but time is lost by that.
 */
public interface Lifespan {

    /** As long as there is room. */
    Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    /** Not at all. */
    Duration STOP = Duration.ZERO;

    /** As long as there is room, but not after an error of the aggregate's own code that is no {@link CommanderyException}. */
    Lifespan DEFAULT = new Lifespan() {};

    /**
     * Called after a command whose events are stored.
     *
     * @param event the last of them
     * @return how long; one that is null or negative is logged, and counts as {@link #FOR_EVER}
     */
    default Duration afterEvent(Object event) {
        return FOR_EVER;
    }

    /**
     * Called after a command that had no events.
     *
     * @return how long; one that is null or negative is logged, and counts as {@link #FOR_EVER}
     */
    default Duration afterCommand(Object command) {
        return FOR_EVER;
    }

    /**
     * Called after a command that failed. A refusal, or a conflict with another writer, says nothing against the state; an error that nobody foresaw
     * may.
     *
     * @param error what the aggregate threw, or the store
     * @return how long; one that is null or negative is logged, and counts as {@link #FOR_EVER}
     */
    default Duration afterError(Throwable error) {
        return error instanceof CommanderyException ? FOR_EVER : STOP;
    }
}
