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

    /** The scripts' name for the type of the column that holds the events' data. */
    private static final String PAYLOAD = "payload";

    private EventStoreMigrations() {}

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
        String name = schema != null ? schema : firstSchema(dataSource);
        try {
            // Flyway would look for scripts through the thread's context class loader, which is the caller's and may be
            // anyone's.
            return Flyway.configure(EventStoreMigrations.class.getClassLoader())
                    .dataSource(dataSource)
                    .schemas(name)
                    .defaultSchema(name)
                    .createSchemas(true)
                    .table(HISTORY_TABLE)
                    .locations(LOCATION)
                    .placeholders(Map.of(PAYLOAD, "json"))
                    // The schema may hold read models of the application as well.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            throw new EventStoreUnavailable("the schema '%s' could not be migrated".formatted(name), e);
        }
    }

    private static String firstSchema(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return SearchPath.firstSchema(connection);
        } catch (SQLException e) {
            throw new EventStoreUnavailable("the database cannot be reached to migrate it", e);
        }
    }
}
