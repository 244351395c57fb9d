package org.commandery.tools.transfer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The tables of one store, by name. */
record SchemaSql(DataSource dataSource, String schema) {

    private static final String PAYLOAD_TYPE = """
            SELECT data_type FROM information_schema.columns WHERE table_schema = ? AND table_name = 'events' AND column_name = 'data'
            """;

    /** The statement with the schema's name where it says {schema}. */
    String in(String sql) {
        return sql.replace("{schema}", '"' + schema.replace("\"", "\"\"") + '"');
    }

    /** A connection in a transaction that sees one state of the store to its end. */
    Connection openSnapshot() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    /** Whether the data of events is kept as bytes. */
    boolean keepsBytes(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAYLOAD_TYPE)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getString(1).equals("bytea");
            }
        }
    }

    long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(in(sql))) {
            row.next();
            return row.getLong(1);
        }
    }
}
