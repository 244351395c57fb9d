package org.commandery.runtime.personal;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.Payload;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.junit.jupiter.api.BeforeAll;

/** With the data as {@code jsonb}, which writes a JSON text in its own way. */
class PersonalDataInPostgresTest extends PersonalDataContract {

    private static final String DATABASE = "personal-data";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    @BeforeAll
    static void createDatabase() {
        EmbeddedDatabase.shared().createDatabase(DATABASE);
    }

    @Override
    EventStore open() {
        String schema = "shop" + SCHEMAS.incrementAndGet();
        DataSource dataSource = EmbeddedDatabase.shared().dataSource(DATABASE);
        EventStoreMigrations.migrate(dataSource, schema, Payload.JSONB);
        return PostgresEventStore.builder(dataSource).schema(schema).build();
    }
}
