package org.commandery.runtime.deployment;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.postgres.Payload;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.commandery.personal.SubjectKeys;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.runtime.personal.Keyring;
import org.commandery.runtime.subscription.Subscriptions;
import org.commandery.runtime.tenant.BoundDatasource;
import org.jspecify.annotations.Nullable;

/** The event stores of a deployment: one a datasource, shared by the applications that are bound to it. */
final class Stores {

    private static final String PREFIX = "java:jboss/datasources/";

    private final TransactionSynchronizationRegistry transactions;
    private final StoreOptions options;
    private final Duration lease;
    private final @Nullable SubjectKeys keys;
    private final BiFunction<String, EventStore, EventStore> measured;
    private final Map<BoundDatasource, Shared> byDatasource = new HashMap<>();

    private static final class Shared {

        private final StoreAccess access;
        private int users;

        private Shared(StoreAccess access) {
            this.access = access;
        }
    }

    /**
     * @param options what all of them have in common
     * @param lease how long a node that is not heard of keeps the segments of their subscriptions
     * @param keys where the keys of data subjects are; null for beside the events
     * @param measured has what is asked of a store measured, under a name
     */
    Stores(
            TransactionSynchronizationRegistry transactions,
            StoreOptions options,
            Duration lease,
            @Nullable SubjectKeys keys,
            BiFunction<String, EventStore, EventStore> measured) {
        this.transactions = transactions;
        this.options = options;
        this.lease = lease;
        this.keys = keys;
        this.measured = measured;
    }

    /** How the data of events is kept, in stores whose tables are yet to be made. */
    Payload payload() {
        return options.payload();
    }

    /** The store of a datasource, made with the first who asks for it. Each asker releases it once. */
    synchronized StoreAccess acquire(BoundDatasource datasource, @Nullable String tenant) {
        Shared shared = byDatasource.computeIfAbsent(datasource, bound -> new Shared(open(bound, tenant)));
        shared.users++;
        return shared.access;
    }

    private StoreAccess open(BoundDatasource datasource, @Nullable String tenant) {
        PostgresEventStore.Builder described = PostgresEventStore.builder(datasource.dataSource())
                .joining(transactions)
                .hardDeletes(options.hardDeletes());
        String jndiName = datasource.jndiName();
        String name = jndiName.startsWith(PREFIX) ? jndiName.substring(PREFIX.length()) : jndiName;
        EventStore store = measured.apply(
                tenant == null ? name : directory(name),
                (options.listen() ? described : described.withoutListening()).build());
        return new StoreAccess(
                Optional.ofNullable(tenant),
                Optional.of(datasource.dataSource()),
                store,
                new Keyring(keys == null ? store.subjectKeys() : keys, store.forgottenSubjects(), transactions),
                new Subscriptions(name.replace('/', '-'), store, tenant, lease),
                transactions);
    }

    /** Tenants share their meters, as these stay until the server stops. */
    private static String directory(String name) {
        int end = name.lastIndexOf('/');
        return end < 0 ? name : name.substring(0, end);
    }

    /** The stores that are in use. */
    synchronized List<EventStore> open() {
        return byDatasource.values().stream()
                .map(shared -> shared.access.store())
                .toList();
    }

    /** Gives a store back; it is closed with the last who has it. */
    void release(BoundDatasource datasource) {
        StoreAccess unused = null;
        synchronized (this) {
            Shared shared = byDatasource.get(datasource);
            if (shared != null && --shared.users == 0) {
                byDatasource.remove(datasource);
                unused = shared.access;
            }
        }
        if (unused != null) {
            unused.close();
        }
    }
}
