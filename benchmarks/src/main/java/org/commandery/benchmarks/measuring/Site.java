package org.commandery.benchmarks.measuring;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.commandery.database.EmbeddedDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/** Where one figure is measured: a database of its own, which is dropped afterwards. */
public final class Site implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 64;

    private static final String DROP_DATABASE = """
            DROP DATABASE "%s" WITH (FORCE)
            """;

    private final EmbeddedDatabase server;
    private final String name;
    private final List<AgroalDataSource> pools = new ArrayList<>();

    /**
     * Makes the database.
     *
     * @param server where
     * @param name its name
     */
    public Site(EmbeddedDatabase server, String name) {
        this.server = server;
        this.name = name;
        server.createDatabase(name);
    }

    /** The database's name. */
    public String name() {
        return name;
    }

    /** The port of its server on 127.0.0.1. */
    public int port() {
        return server.port();
    }

    /** The database's address. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** Opens a connection each time. */
    public PGSimpleDataSource unpooled() {
        return server.dataSource(name);
    }

    /** A pool of up to 64 connections, as a server would have one. */
    public AgroalDataSource pool() throws SQLException {
        return pool(MOST_CONNECTIONS);
    }

    /** A pool of up to that many connections. */
    public AgroalDataSource pool(int most) throws SQLException {
        AgroalDataSource pool = pool(jdbcUrl(), most);
        pools.add(pool);
        return pool;
    }

    /** A pool of up to 64 connections to any database; the caller closes it. */
    public static AgroalDataSource pool(String jdbcUrl) throws SQLException {
        return pool(jdbcUrl, MOST_CONNECTIONS);
    }

    private static AgroalDataSource pool(String jdbcUrl, int most) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(most)
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(jdbcUrl))));
    }

    /** Runs SQL in a transaction of its own. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = unpooled().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        pools.forEach(AgroalDataSource::close);
        try (Connection connection = server.dataSource(EmbeddedDatabase.USER).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(DROP_DATABASE.formatted(name));
        }
    }
}
