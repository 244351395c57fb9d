package org.commandery.eventstore.postgres;

import io.agroal.api.AgroalDataSource;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.conformance.EventStoreContract;
import org.commandery.eventstore.conformance.Transactions;
import org.commandery.eventstore.transactions.Narayana;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** All behaviours of the store in PostgreSQL, in a schema of its own for each test. */
abstract class PostgresContract extends EventStoreContract {

    static final Narayana NARAYANA = new Narayana();
    private static AgroalDataSource pool;

    private final Payload payload;
    /** That of the test's own store. */
    private String schema;

    PostgresContract(Payload payload) {
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
        String opened = TestDatabase.newSchema(payload);
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
