package org.commandery.eventstore.postgres;

import io.agroal.api.AgroalDataSource;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.conformance.StoreForEachTest;
import org.commandery.eventstore.conformance.Transactions;
import org.commandery.eventstore.transactions.Narayana;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The store in PostgreSQL, in a schema for each test that nobody else uses meanwhile. */
abstract class PostgresStoreForEachTest extends StoreForEachTest {

    static final Narayana NARAYANA = new Narayana();
    private static final ReusedSchemas SCHEMAS = new ReusedSchemas();
    private static AgroalDataSource pool;

    private final Payload payload;
    /** That of the test's own store. */
    private String schema;

    PostgresStoreForEachTest(Payload payload) {
        this.payload = payload;
    }

    @BeforeAll
    static void openPool() {
        pool = NARAYANA.pool(TestDatabase.jdbcUrl());
    }

    @AfterAll
    static void closePool() {
        pool.close();
    }

    /** Where the stores take their connections from. */
    AgroalDataSource connections() {
        return pool;
    }

    @Override
    protected final EventStore open(boolean hardDeletes) {
        if (hardDeletes) {
            SCHEMAS.releaseAll();
        }
        String opened = SCHEMAS.take(payload);
        if (hardDeletes) {
            schema = opened;
        }
        return openNode(opened, hardDeletes);
    }

    @Override
    protected final EventStore openOtherNode(EventStore store) {
        return openNode(schema, true);
    }

    private EventStore openNode(String schemaOfNode, boolean hardDeletes) {
        PostgresEventStore.Builder builder = PostgresEventStore.builder(connections())
                .schema(schemaOfNode)
                .joining(NARAYANA.registry())
                .hardDeletes(hardDeletes);
        return (listens() ? builder : builder.withoutListening()).build();
    }

    /** Whether nodes can listen to each other. */
    boolean listens() {
        return true;
    }

    @Override
    public Transactions transactions() {
        return NARAYANA;
    }

    @Override
    public boolean refusesWhatIsNoJson() {
        return payload != Payload.BYTEA;
    }

    @Override
    public boolean keepsTheTextOfData() {
        return payload != Payload.JSONB;
    }
}
