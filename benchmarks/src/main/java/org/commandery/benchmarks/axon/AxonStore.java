package org.commandery.benchmarks.axon;

import com.fasterxml.jackson.databind.ObjectMapper;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * Axon's event store in PostgreSQL, by plain JDBC, as its guide advises for speed: events as JSON by Jackson and not as XML, in {@code bytea}
 * columns, with its own indexes; pages as large as ours.
 *
 * @see <a href="https://docs.axoniq.io/axon-framework-reference/4.11/tuning/rdbms-tuning">Relational Database Tuning</a>
 */
final class AxonStore {

    private static final int PAGE = 1_000;

    private AxonStore() {}

    /** An engine whose tables are made. */
    static EventStorageEngine engine(DataSource dataSource) {
        JacksonSerializer json =
                JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
        JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
                .connectionProvider(new DataSourceConnectionProvider(dataSource))
                // Each call of the engine commits by itself.
                .transactionManager(NoTransactionManager.INSTANCE)
                .eventSerializer(json)
                .snapshotSerializer(json)
                .batchSize(PAGE)
                .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        return engine;
    }

    /** The store around an engine, which gives events to those that follow. */
    static EmbeddedEventStore store(EventStorageEngine engine) {
        return EmbeddedEventStore.builder().storageEngine(engine).build();
    }
}
