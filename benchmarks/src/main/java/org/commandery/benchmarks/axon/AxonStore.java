package org.commandery.benchmarks.axon;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
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
    private static final int EVENTS_AN_AGGREGATE = 10;
    private static final int AGGREGATES_A_TRANSACTION = 100;

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

    /**
     * Appends events of aggregates that have ten each.
     *
     * @param payload what each event holds
     */
    static void fill(EventStorageEngine engine, Object payload, int events) {
        int aTransaction = EVENTS_AN_AGGREGATE * AGGREGATES_A_TRANSACTION;
        for (int first = 0; first < events; first += aTransaction) {
            engine.appendEvents(IntStream.range(first, Math.min(events, first + aTransaction))
                    .mapToObj(event -> new GenericDomainEventMessage<>(
                            "Order", "old-" + event / EVENTS_AN_AGGREGATE, event % EVENTS_AN_AGGREGATE, payload))
                    .toList());
        }
    }
}
