package org.commandery.eventstore.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Path;
import org.commandery.eventstore.conformance.EventStoreBehaviours;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("P16 behind a PgBouncer that pools transactions")
class PgBouncerTest extends PostgresStoreForEachTest implements EventStoreBehaviours {

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

    PgBouncerTest() {
        super(Payload.JSON);
    }

    @Override
    AgroalDataSource connections() {
        return pool;
    }

    @Override
    boolean listens() {
        return false;
    }
}
