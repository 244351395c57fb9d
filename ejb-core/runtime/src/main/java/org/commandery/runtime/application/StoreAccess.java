package org.commandery.runtime.application;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.commandery.application.UnknownHandlers;
import org.commandery.eventstore.EventStore;
import org.commandery.runtime.personal.Keyring;
import org.commandery.runtime.subscription.Subscriptions;
import org.jspecify.annotations.Nullable;

/**
 * An event store as applications use it: the store, and the subscriptions to it. There is one of these for a datasource, however many applications
 * use it, so that the store's events are read once and its appends share their commits.
 *
 * @param tenant the tenant that the store belongs to; empty when it belongs to none
 * @param dataSource where the store is; empty when it is in memory
 * @param store the store
 * @param keyring the keys of those whose personal data it holds
 * @param subscriptions the subscriptions to it on this node
 * @param transactions tells of the transactions that the store's appends join; null when they join none
 */
public record StoreAccess(
        Optional<String> tenant,
        Optional<DataSource> dataSource,
        EventStore store,
        Keyring keyring,
        Subscriptions subscriptions,
        @Nullable TransactionSynchronizationRegistry transactions)
        implements AutoCloseable {

    /**
     * A store without a datasource, for tests.
     *
     * @param name the name that its threads and messages show
     */
    public static StoreAccess of(String name, EventStore store) {
        return of(name, store, null);
    }

    /**
     * A store without a datasource whose appends join transactions, for tests.
     *
     * @param name the name that its threads and messages show
     * @param transactions what the store was given; null when its appends join none
     */
    public static StoreAccess of(
            String name, EventStore store, @Nullable TransactionSynchronizationRegistry transactions) {
        return new StoreAccess(
                Optional.empty(),
                Optional.empty(),
                store,
                new Keyring(store.subjectKeys(), store.forgottenSubjects(), transactions),
                new Subscriptions(name, store),
                transactions);
    }

    /**
     * Looks for handlers that somebody wants to wait for.
     *
     * @param application the application that is asked, for the message
     * @param handlers their names; empty for all there are
     * @throws UnknownHandlers when one does not exist
     */
    void requireHandlers(String application, Set<String> handlers) {
        if (handlers.isEmpty()) {
            return;
        }
        SortedSet<String> unknown = handlers.stream()
                .filter(handler -> !subscriptions.isKnown(handler))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unknown.isEmpty()) {
            throw new UnknownHandlers(application, unknown);
        }
    }

    /** Stops the subscriptions, then closes the store. */
    @Override
    public void close() {
        subscriptions.close();
        store.close();
    }
}
