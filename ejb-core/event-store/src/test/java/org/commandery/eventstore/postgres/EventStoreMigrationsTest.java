package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.events;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.conformance.Race;
import org.commandery.eventstore.postgres.EventStoreMigrations.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class EventStoreMigrationsTest {

    private final PGSimpleDataSource dataSource = (PGSimpleDataSource) TestDatabase.dataSource();

    @Test
    void aSchemaThatIsMissingIsCreatedAndMigratedOnce() {
        String schema = TestDatabase.newSchemaName();

        assertThat(EventStoreMigrations.migrate(dataSource, schema)).isPositive();
        assertThat(EventStoreMigrations.migrate(dataSource, schema)).isZero();
    }

    @Test
    void manyNodesMayMigrateANewSchemaAtTheSameMoment() throws SQLException {
        for (int repeat = 0; repeat < 3; repeat++) {
            String schema = TestDatabase.newSchemaName();
            List<Integer> run = Race.run(6, i -> () -> EventStoreMigrations.migrate(dataSource, schema));
            // They may share the scripts, but each of them runs once.
            assertThat(run.stream().mapToLong(Integer::longValue).sum())
                    .isEqualTo(TestDatabase.number(
                            dataSource,
                            "SELECT count(*) FROM \"%s\".%s WHERE type = 'SQL'"
                                    .formatted(schema, EventStoreMigrations.HISTORY_TABLE)));
        }
    }

    @Test
    void theSchemaIsTheOneThatTheSearchPathNamesFirstEvenIfItIsMissing() {
        String schema = "current_schema_" + System.nanoTime();
        dataSource.setCurrentSchema(schema + ",public");
        EventStoreMigrations.migrate(dataSource);
        try (EventStore store = PostgresEventStore.builder(dataSource).build();
                EventStore named = PostgresEventStore.builder(TestDatabase.dataSource())
                        .schema(schema)
                        .build()) {
            store.append("s", ExpectedVersion.NO_STREAM, events(1));

            assertThat(named.head()).isEqualTo(1);
        }
    }

    @Test
    void aSchemaThatHoldsOtherTablesIsMigratedToo() throws SQLException {
        String schema = "with_read_models_" + System.nanoTime();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA %s CREATE TABLE read_model (id int)".formatted(schema));
        }

        assertThat(EventStoreMigrations.migrate(dataSource, schema)).isPositive();
    }

    @Test
    void otherScriptsMayMakeTablesInTheStoresSchemaAndHaveAHistoryOfTheirOwn(@TempDir Path directory) throws Exception {
        String schema = TestDatabase.newSchemaName();
        Path scripts = Files.createDirectories(directory.resolve("db/shelf"));
        Files.writeString(scripts.resolve("V1__shelf.sql"), "CREATE TABLE shelf (book text);");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            Scripts shelf = new Scripts(loader, "classpath:db/shelf", "shelf_history");

            EventStoreMigrations.migrate(dataSource, schema);
            assertThat(EventStoreMigrations.migrate(dataSource, schema, shelf)).isEqualTo(1);
            assertThat(EventStoreMigrations.migrate(dataSource, schema, shelf)).isZero();
            assertThat(EventStoreMigrations.migrate(dataSource, schema)).isZero();
        }
    }

    @Test
    void aPlaceWithoutScriptsIsNoError() {
        Scripts none = new Scripts(getClass().getClassLoader(), "classpath:db/nothing", "nothing_history");

        assertThat(EventStoreMigrations.migrate(dataSource, TestDatabase.newSchemaName(), none))
                .isZero();
    }

    @Test
    void aDatabaseThatIsAwayIsATypedError() {
        dataSource.setPortNumbers(new int[] {1});

        assertThatExceptionOfType(EventStoreUnavailable.class)
                .isThrownBy(() -> EventStoreMigrations.migrate(dataSource, "s"));
        assertThatExceptionOfType(EventStoreUnavailable.class)
                .isThrownBy(() -> EventStoreMigrations.migrate(dataSource));
    }
}
