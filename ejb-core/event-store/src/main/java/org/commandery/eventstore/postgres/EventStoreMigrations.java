package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.commandery.eventstore.EventStoreUnavailable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schema of an event store, or brings it up to date: the scripts of {@code db-scripts}, run by Flyway. Several nodes may do so at
 * once; all but one wait and find nothing to do.
 */
public final class EventStoreMigrations {

    /** Where the scripts are on the class path. */
    public static final String LOCATION = "classpath:db/commandery";

    /** The table in the store's schema in which Flyway keeps what was run. */
    public static final String HISTORY_TABLE = "event_store_history";

    private static final Scripts OWN =
            new Scripts(EventStoreMigrations.class.getClassLoader(), LOCATION, HISTORY_TABLE);

    /** The scripts' name for the type of the column that holds the events' data. */
    private static final String PAYLOAD = "payload";

    private EventStoreMigrations() {}

    /**
     * Scripts that Flyway runs.
     *
     * @param loader the class loader that finds them
     * @param location where they are on its class path, as in {@code classpath:db/ordering}; there may be none
     * @param historyTable the table in which Flyway keeps what was run; scripts of another place in the same schema need another one
     */
    public record Scripts(ClassLoader loader, String location, String historyTable) {}

    /**
     * Migrates the schema that the search path of the datasource's connections names first, and creates it when it is missing.
     *
     * @param dataSource where the database is; the calling thread must have no JTA transaction
     * @return how many scripts were run; 0 when the schema was up to date
     * @throws EventStoreUnavailable when the database cannot be reached, or refuses
     */
    public static int migrate(DataSource dataSource) {
        return migrate(dataSource, null);
    }

    /**
     * Migrates a schema, and creates it when it is missing.
     *
     * @param dataSource where the database is; the calling thread must have no JTA transaction
     * @param schema the schema's name; null for the one that the search path names first
     * @return how many scripts were run; 0 when the schema was up to date
     * @throws EventStoreUnavailable when the database cannot be reached, or refuses
     */
    public static int migrate(DataSource dataSource, @Nullable String schema) {
        return migrate(dataSource, schema, OWN, Payload.JSON);
    }

    /**
     * Migrates a schema, and creates it when it is missing.
     *
     * @param dataSource where the database is; the calling thread must have no JTA transaction
     * @param schema the schema's name; null for the one that the search path names first
     * @param payload how the data of events is kept; counts only when the tables are made
     * @return how many scripts were run; 0 when the schema was up to date
     * @throws EventStoreUnavailable when the database cannot be reached, or refuses
     */
    public static int migrate(DataSource dataSource, @Nullable String schema, Payload payload) {
        return migrate(dataSource, schema, OWN, payload);
    }

    /**
     * Migrates other tables than the store's, such as read models, which may be in the store's schema. Creates the schema when it is missing.
     *
     * @param dataSource where the database is; the calling thread must have no JTA transaction
     * @param schema the schema's name; null for the one that the search path names first
     * @param scripts what makes the tables
     * @return how many scripts were run; 0 when the tables were up to date
     * @throws EventStoreUnavailable when the database cannot be reached, or refuses
     */
    public static int migrate(DataSource dataSource, @Nullable String schema, Scripts scripts) {
        return migrate(dataSource, schema, scripts, Payload.JSON);
    }

    private static int migrate(DataSource dataSource, @Nullable String schema, Scripts scripts, Payload payload) {
        String name = schema != null ? schema : firstSchema(dataSource);
        try {
            return flyway(dataSource, name, scripts, payload).migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new EventStoreUnavailable("the schema '%s' could not be migrated".formatted(name), e);
        }
    }

    /** The store's own scripts for a schema. */
    static Flyway flyway(DataSource dataSource, String schema) {
        return flyway(dataSource, schema, OWN, Payload.JSON);
    }

    private static Flyway flyway(DataSource dataSource, String schema, Scripts scripts, Payload payload) {
        // Flyway by itself would look for scripts through the thread's context class loader, which is the caller's and
        // may be anyone's.
        return Flyway.configure(scripts.loader())
                .dataSource(dataSource)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .table(scripts.historyTable())
                .locations(scripts.location())
                .placeholders(Map.of(PAYLOAD, payload.type()))
                // The schema may hold tables of others.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    private static String firstSchema(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return SearchPath.firstSchema(connection);
        } catch (SQLException e) {
            throw new EventStoreUnavailable("the database cannot be reached to migrate it", e);
        }
    }
}
