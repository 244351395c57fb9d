package org.commandery.eventstore.postgres;

import io.agroal.api.AgroalDataSource;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.conformance.EventStoreContract;
import org.commandery.eventstore.conformance.Transactions;
import org.commandery.eventstore.postgres.EventStoreMigrations.Payload;
import org.commandery.eventstore.transactions.Narayana;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** All behaviours of the store in PostgreSQL, in a schema of its own for each test. */
abstract class PostgresContract extends EventStoreContract {

    private static final Narayana NARAYANA = new Narayana();
    private static AgroalDataSource pool;

    private final Payload payload;

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

    @Override
    protected EventStore open(boolean hardDeletes) {
        return PostgresEventStore.builder(pool)
                .schema(TestDatabase.newSchema(payload))
                .joining(NARAYANA.registry())
                .hardDeletes(hardDeletes)
                .build();
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
