package org.commandery.tools;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;

/** Stores in schemas of one database, a new one for each use. */
public final class TestStores {

    private static final String DATABASE = "tools";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private TestStores() {}

    /** The database of all of them. */
    public static DataSource dataSource() {
        EmbeddedDatabase.shared().createDatabase(DATABASE);
        return EmbeddedDatabase.shared().dataSource(DATABASE);
    }

    /** Its address. */
    public static String url() {
        EmbeddedDatabase.shared().createDatabase(DATABASE);
        return EmbeddedDatabase.shared().jdbcUrl(DATABASE);
    }

    /** A name that no schema has yet. */
    public static String newName() {
        return "Tools " + SCHEMAS.incrementAndGet();
    }

    /** The name of a new schema with an empty store. */
    public static String newSchema() {
        String schema = newName();
        EventStoreMigrations.migrate(dataSource(), schema);
        return schema;
    }

    /** Opens a store. */
    public static PostgresEventStore open(String schema) {
        return PostgresEventStore.builder(dataSource()).schema(schema).build();
    }

    /** The rows that a query answers with, each as one text. {@code {schema}} stands for the schema. */
    public static List<String> rows(String schema, String query) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT r::text FROM (%s) r".formatted(query.replace("{schema}", '"' + schema + '"')))) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
