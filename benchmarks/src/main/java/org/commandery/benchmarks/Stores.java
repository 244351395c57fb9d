package org.commandery.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;

/** Makes stores. */
final class Stores {

    /** The schema of a store that is alone in its database. */
    static final String SCHEMA = "store";

    private Stores() {}

    /** A store whose schema is made if it is missing. */
    static EventStore open(DataSource dataSource, String schema) {
        EventStoreMigrations.migrate(dataSource, schema);
        return PostgresEventStore.builder(dataSource).schema(schema).build();
    }

    /** As many stores as that, each in a schema of its own. */
    static List<EventStore> open(DataSource dataSource, int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> open(dataSource, "store_" + i))
                .toList());
    }
}
