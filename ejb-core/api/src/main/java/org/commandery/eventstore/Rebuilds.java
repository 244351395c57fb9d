package org.commandery.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rebuilds of read models that are tables beside the events. The tables of a handler are made again, empty, in a schema of their own; the same handler fills
 * them from the first event on, under a subscription of its own; and when they are as far as the live ones, they take their place, all at once.
 */
public interface Rebuilds {

    /**
     * A read model that is being rebuilt.
     *
     * @param subscription the handler's subscription
     * @param tables its tables
     * @param schema the schema in which they are rebuilt
     * @param goal the position of the last event when it began
     * @param begunAt when it began, by the store's clock
     */
    record Rebuild(String subscription, List<String> tables, String schema, long goal, Instant begunAt) {

        public Rebuild {
            tables = List.copyOf(tables);
        }
    }

    /**
     * The name of the subscription that fills the rebuilt tables.
     *
     * @param subscription the handler's subscription
     */
    static String nameOf(String subscription) {
        return subscription + "~rebuild";
    }

    /**
     * Makes the tables again, or finds those of a rebuild that was begun before.
     *
     * @param subscription the handler's subscription
     * @param tables the names of its tables, in the schema of the store's connections; no other handler writes to them
     * @throws CannotRebuild when one is not there, or something depends on one that would be lost with it; nothing was changed
     */
    Rebuild begin(String subscription, Set<String> tables);

    /** The rebuild of a subscription; empty when there is none. */
    Optional<Rebuild> find(String subscription);

    /**
     * Has the names of tables mean the rebuilt ones, up to the end of the calling thread's JTA transaction.
     *
     * @throws CannotRebuild when there is no such rebuild any more
     */
    void enter(String subscription);

    /**
     * Has the rebuilt tables, and their checkpoints, take the place of the live ones, and ends a pause of the subscription. Waits shortly for those who
     * use the tables.
     *
     * @return false when there is no such rebuild, or it is not as far as the live handler, or the tables were in use for too long; nothing was changed
     */
    boolean finish(String subscription);

    /**
     * Gives a rebuild up, with all that it has.
     *
     * @return false when there is none
     */
    boolean abandon(String subscription);
}
