package org.commandery.runtime.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;
import org.commandery.CommanderyException;
import org.commandery.eventstore.EventStore;

/** Lets the stores forget the ids of old commands. Each node does this: what another has done already is quickly seen. */
final class CommandCleaning implements Runnable {

    /** How long it rests before it begins, and each time that it has gone through all stores. */
    static final Duration PAUSE = Duration.ofHours(1);

    private final Supplier<Collection<EventStore>> stores;
    private final Duration kept;

    /**
     * @param stores those that are open
     * @param kept how long ids are kept
     */
    CommandCleaning(Supplier<Collection<EventStore>> stores, Duration kept) {
        this.stores = stores;
        this.kept = kept;
    }

    @Override
    public void run() {
        Instant before = Instant.now().minus(kept);
        for (EventStore store : stores.get()) {
            try {
                long forgotten = store.forgetCommands(before);
                RuntimeLog.LOG.commandsForgotten(forgotten, before);
            } catch (CommanderyException e) {
                RuntimeLog.LOG.commandsNotForgotten(e.getMessage()); // the store may be back the next time
            }
        }
    }
}
