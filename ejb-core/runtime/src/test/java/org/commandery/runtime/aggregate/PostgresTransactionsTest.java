package org.commandery.runtime.aggregate;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.junit.jupiter.api.AfterEach;

class PostgresTransactionsTest extends TransactionsBehaviours {

    private static final String DATABASE = "aggregate-transactions";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    static {
        EmbeddedDatabase.shared().createDatabase(DATABASE);
    }

    private AgroalDataSource pool;

    @Override
    EventStore newStore(TransactionManager manager, TransactionSynchronizationRegistry registry) throws Exception {
        String schema = "store_" + SCHEMAS.incrementAndGet();
        EventStoreMigrations.migrate(EmbeddedDatabase.shared().dataSource(DATABASE), schema);
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(configuration -> configuration
                        .maxSize(10)
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .transactionIntegration(new NarayanaTransactionIntegration(manager, registry))
                        .connectionFactoryConfiguration(factory ->
                                factory.jdbcUrl(EmbeddedDatabase.shared().jdbcUrl(DATABASE)))));
        return PostgresEventStore.builder(pool).schema(schema).joining(registry).build();
    }

    @AfterEach
    void closePool() {
        pool.close();
    }
}
