package org.commandery.persistence;

import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.commandery.runtime.Commandery;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.service.UnknownUnwrapTypeException;
import org.hibernate.service.spi.ServiceRegistryAwareService;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/**
 * Takes a persistence unit's connections from the datasource of the application that its context runs in, and if the application has tenants, from the
 * datasource of the session's tenant. They are connections of the server's datasource, so they join its JTA transactions: what a handler
 * writes is committed with the checkpoint.
 *
 * <p>In {@code persistence.xml}, in the place of a datasource:
 *
 * <pre>{@code
 * <property name="hibernate.multi_tenant_connection_provider" value="org.commandery.persistence.ApplicationConnections"/>
 * <property name="hibernate.tenant_identifier_resolver" value="org.commandery.persistence.TenantIdentifiers"/>
 * <property name="commandery.context" value="ordering"/>
 * }</pre>
 *
 * @see <a href="https://docs.jboss.org/hibernate/orm/6.6/userguide/html_single/Hibernate_User_Guide.html#multitenacy">Hibernate User Guide,
 *     multitenancy</a>
 */
public final class ApplicationConnections
        implements MultiTenantConnectionProvider<String>, ServiceRegistryAwareService {

    /** The property that names the context of the persistence unit. */
    public static final String CONTEXT = "commandery.context";

    @Serial
    private static final long serialVersionUID = 1L;

    private String context = "";

    /** One that Hibernate sets up. */
    public ApplicationConnections() {}

    @Override
    public void injectServices(ServiceRegistryImplementor services) {
        Object named =
                services.getService(ConfigurationService.class).getSettings().get(CONTEXT);
        if (named == null) {
            throw new IllegalStateException(
                    "persistence.xml does not say whose unit this is: set the property '" + CONTEXT + "'");
        }
        context = named.toString();
    }

    @Override
    public Connection getConnection(String tenant) throws SQLException {
        return dataSource(tenant).getConnection();
    }

    private DataSource dataSource(String tenant) throws SQLException {
        return Commandery.instance()
                .application(context, tenant)
                .orElseThrow(() -> new SQLException(
                        "context '%s' does not run, so its read model has no database".formatted(context)))
                .dataSource()
                .orElseThrow(() -> new SQLException("context '%s' has its events in memory".formatted(context)));
    }

    @Override
    public void releaseConnection(String tenant, Connection connection) throws SQLException {
        connection.close();
    }

    /** @throws SQLException always, if the application has tenants: no tenant's database stands for the others */
    @Override
    public Connection getAnyConnection() throws SQLException {
        return getConnection("");
    }

    @Override
    public void releaseAnyConnection(Connection connection) throws SQLException {
        connection.close();
    }

    /** True: the datasource gives the same connection again within a transaction. */
    @Override
    public boolean supportsAggressiveRelease() {
        return true;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (!type.isInstance(this)) {
            throw new UnknownUnwrapTypeException(type);
        }
        return type.cast(this);
    }
}
