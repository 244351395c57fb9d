package org.commandery.eventstore.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Path;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.conformance.EventStoreContract;
import org.commandery.eventstore.conformance.Transactions;
import org.commandery.eventstore.transactions.Narayana;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("P16 behind a PgBouncer that pools transactions")
class PgBouncerTest extends EventStoreContract {

    private static final Narayana NARAYANA = new Narayana();
    private static PgBouncer bouncer;
    private static AgroalDataSource pool;

    @BeforeAll
    static void startBouncer(@TempDir Path directory) throws IOException {
        assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed: Debian's package is pgbouncer");
        TestDatabase.dataSource();
        bouncer = new PgBouncer(directory, TestDatabase.NAME);
        pool = NARAYANA.pool(bouncer.jdbcUrl(TestDatabase.NAME));
    }

    @AfterAll
    static void stopBouncer() {
        if (bouncer != null) {
            pool.close();
            bouncer.close();
        }
    }

    @Override
    protected EventStore open(boolean hardDeletes) {
        return PostgresEventStore.builder(pool)
                .schema(TestDatabase.newSchema())
                .joining(NARAYANA.registry())
                .hardDeletes(hardDeletes)
                .build();
    }

    @Override
    public Transactions transactions() {
        return NARAYANA;
    }
}
