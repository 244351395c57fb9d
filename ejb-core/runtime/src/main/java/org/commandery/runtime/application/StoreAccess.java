package org.commandery.runtime.application;

import java.util.Optional;
import javax.sql.DataSource;
import org.commandery.eventstore.EventStore;
import org.commandery.runtime.personal.Keyring;
import org.commandery.runtime.subscription.Subscriptions;

/**
 * An event store as applications use it: the store, and the subscriptions to it. There is one of these for a datasource, however many applications
 * use it, so that the store's events are read once and its appends share their commits.
 *
 * @param tenant the tenant that the store belongs to; empty when it belongs to none
 * @param dataSource where the store is; empty when it is in memory
 * @param store the store
 * @param keyring the keys of those whose personal data it holds
 * @param subscriptions the subscriptions to it on this node
 */
public record StoreAccess(
        Optional<String> tenant,
        Optional<DataSource> dataSource,
        EventStore store,
        Keyring keyring,
        Subscriptions subscriptions)
        implements AutoCloseable {

    /**
     * A store without a datasource, for tests.
     *
     * @param name the name that its threads and messages show
     */
    public static StoreAccess of(String name, EventStore store) {
        return new StoreAccess(
                Optional.empty(), Optional.empty(), store, Keyring.of(store), new Subscriptions(name, store));
    }

    /** Stops the subscriptions, then closes the store. */
    @Override
    public void close() {
        subscriptions.close();
        store.close();
    }
}
