package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.commandery.eventstore.EventStoreUnavailable;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/** The schema of an event store from its creation to its end; {@link EventStoreMigrations} makes the tables in it. */
public final class EventStoreSchema {

    private static final String EXISTS = """
            SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)
            """;

    private final DataSource dataSource;
    private final String name;

    /**
     * @param dataSource where the database is; the calling thread must have no JTA transaction
     * @param name the schema's name
     */
    public EventStoreSchema(DataSource dataSource, String name) {
        this.dataSource = dataSource;
        this.name = name;
    }

    /**
     * A script of the schema.
     *
     * @param version its version; scripts are run in the order of their versions
     * @param description what it makes
     * @param run when it was run; null when it was not yet
     */
    public record Migration(
            String version, String description, @Nullable Instant run) {

        /** Whether it is still to be run. */
        public boolean pending() {
            return run == null;
        }
    }

    /**
     * Whether there is such a schema, with a store in it or not.
     *
     * @throws EventStoreUnavailable when the database cannot be reached
     */
    public boolean exists() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(EXISTS)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw failed("looked for", e);
        }
    }

    /**
     * Creates the schema, empty.
     *
     * @return false when it was there
     * @throws EventStoreUnavailable when the database cannot be reached, or refuses
     */
    public boolean create() {
        boolean missing = !exists();
        execute("CREATE SCHEMA IF NOT EXISTS ", "", "created");
        return missing;
    }

    /**
     * Removes the schema with all that is in it: every event, and the tables of others in the same schema.
     *
     * @return false when there was none
     * @throws EventStoreUnavailable when the database cannot be reached, or refuses
     */
    public boolean drop() {
        boolean there = exists();
        execute("DROP SCHEMA IF EXISTS ", " CASCADE", "dropped");
        return there;
    }

    /**
     * The store's scripts, those that were run and those that are pending, in their order.
     *
     * @throws EventStoreUnavailable when the database cannot be reached, or the scripts that were run are not these
     */
    public List<Migration> migrations() {
        try {
            return Stream.of(
                            EventStoreMigrations.flyway(dataSource, name).info().all())
                    .filter(script -> script.getScript().endsWith(".sql"))
                    .map(EventStoreSchema::migration)
                    .toList();
        } catch (FlywayException e) {
            throw new EventStoreUnavailable("the scripts of the schema '%s' could not be listed".formatted(name), e);
        }
    }

    private static Migration migration(MigrationInfo script) {
        Instant run = Optional.ofNullable(script.getInstalledOn())
                .map(Date::toInstant)
                .orElse(null);
        return new Migration(script.getVersion().getVersion(), script.getDescription(), run);
    }

    private void execute(String before, String after, String done) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(before + statement.enquoteIdentifier(name, true) + after);
        } catch (SQLException e) {
            throw failed(done, e);
        }
    }

    private EventStoreUnavailable failed(String done, SQLException e) {
        return new EventStoreUnavailable(
                "the schema '%s' could not be %s: %s".formatted(name, done, e.getMessage()), e);
    }
}
