package org.commandery.benchmarks;

import java.sql.SQLException;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.measuring.Workload;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;

/** Each caller begins a JTA transaction, appends one event to a stream of its own, and commits. */
final class JoinedAppends implements Workload {

    private final Jta jta;
    private final StoreAppends appends;

    JoinedAppends(Site site) throws SQLException {
        EventStoreMigrations.migrate(site.unpooled(), Stores.SCHEMA);
        jta = new Jta(site.jdbcUrl());
        EventStore store = PostgresEventStore.builder(jta.pool())
                .schema(Stores.SCHEMA)
                .joining(jta.registry())
                .build();
        appends = StoreAppends.of(store, 1);
    }

    @Override
    public Worker worker() {
        return jta.inTransactions(appends.worker());
    }

    @Override
    public void close() {
        appends.close();
        jta.close();
    }
}
