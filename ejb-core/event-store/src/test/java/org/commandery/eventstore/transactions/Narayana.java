package org.commandery.eventstore.transactions;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Duration;
import org.commandery.eventstore.conformance.Transactions;

/** Narayana's transactions on the calling thread, and pools whose connections join them. */
public final class Narayana implements Transactions {

    private static final int MOST_CONNECTIONS = 60;

    private final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();

    public TransactionSynchronizationRegistry registry() {
        return registry;
    }

    /** A pool whose connections join the transactions. */
    public AgroalDataSource pool(String jdbcUrl) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(MOST_CONNECTIONS)
                            .acquisitionTimeout(Duration.ofSeconds(10))
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .transactionIntegration(new NarayanaTransactionIntegration(manager, registry))
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(jdbcUrl))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void begin() {
        try {
            manager.begin();
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void commit() {
        try {
            manager.commit();
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void rollback() {
        try {
            manager.rollback();
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void setRollbackOnly() {
        try {
            manager.setRollbackOnly();
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }
}
