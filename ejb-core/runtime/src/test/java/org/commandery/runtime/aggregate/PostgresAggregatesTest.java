package org.commandery.runtime.aggregate;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;

class PostgresAggregatesTest extends AggregatesBehaviours {

    private static final String DATABASE = "aggregates";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    static {
        EmbeddedDatabase.shared().createDatabase(DATABASE);
    }

    @Override
    EventStore newStore() {
        DataSource dataSource = EmbeddedDatabase.shared().dataSource(DATABASE);
        String schema = "store_" + SCHEMAS.incrementAndGet();
        EventStoreMigrations.migrate(dataSource, schema);
        return PostgresEventStore.builder(dataSource)
                .schema(schema)
                .hardDeletes(true)
                .build();
    }
}
