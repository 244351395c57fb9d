package org.commandery.benchmarks;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Duration;
import org.commandery.benchmarks.measuring.Workload.Worker;

/** Transactions as in a server: Narayana's, and a pool whose connections join them. */
final class Jta implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 64;

    private final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    private final AgroalDataSource pool;

    Jta(String jdbcUrl) throws SQLException {
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .maxSize(MOST_CONNECTIONS)
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .transactionIntegration(new NarayanaTransactionIntegration(manager, registry))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(jdbcUrl))));
    }

    AgroalDataSource pool() {
        return pool;
    }

    TransactionSynchronizationRegistry registry() {
        return registry;
    }

    /** Does the same work, each time in a transaction of its own. */
    Worker inTransactions(Worker worker) {
        return new Worker() {
            @Override
            public long once() throws Exception {
                manager.begin();
                long done = worker.once();
                manager.commit();
                return done;
            }

            @Override
            public void close() throws SQLException {
                worker.close();
            }
        };
    }

    @Override
    public void close() {
        pool.close();
    }
}
