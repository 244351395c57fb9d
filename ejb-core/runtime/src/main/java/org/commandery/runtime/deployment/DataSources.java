package org.commandery.runtime.deployment;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.commandery.runtime.tenant.BoundDatasource;

/** The datasources of the server. */
final class DataSources {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);

    private DataSources() {}

    /**
     * Waits for a datasource: while a server boots, deployments may start before the datasources that it has.
     *
     * @throws NamingException when there is none of that name after ten seconds
     */
    static BoundDatasource await(String jndiName) throws NamingException {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            try {
                return new BoundDatasource(jndiName, (DataSource) new InitialContext().lookup(jndiName));
            } catch (NamingException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        }
    }
}
