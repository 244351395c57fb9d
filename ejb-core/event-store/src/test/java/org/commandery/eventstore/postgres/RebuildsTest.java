package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.CannotRebuild;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.Rebuilds;
import org.commandery.eventstore.Rebuilds.Rebuild;
import org.commandery.eventstore.StaleCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Tables that are made again, filled and put in the place of the live ones (J09). */
class RebuildsTest {

    private static final Set<String> TABLES = Set.of("orders", "order lines");
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final String schema = TestDatabase.newSchema();
    private final PGSimpleDataSource dataSource = EmbeddedDatabase.shared().dataSource(TestDatabase.NAME);
    private EventStore store;

    @BeforeEach
    void open() throws SQLException {
        dataSource.setCurrentSchema('"' + schema + '"');
        store = PostgresEventStore.builder(dataSource).build();
        execute("""
                DROP ROLE IF EXISTS reporter;
                CREATE ROLE reporter;
                CREATE TABLE orders (id text PRIMARY KEY, total int NOT NULL CHECK (total >= 0), seen serial);
                CREATE TABLE "order lines" (id bigint GENERATED ALWAYS AS IDENTITY, order_id text REFERENCES orders (id), product text);
                CREATE INDEX lines_by_order ON "order lines" (order_id);
                GRANT SELECT ON orders TO reporter;
                INSERT INTO orders VALUES ('old', 1)
                """);
        store.checkpoints().divide("shop.orders", 1, 0);
        for (int i = 0; i < 5; i++) {
            store.append("s", ExpectedVersion.ANY, List.of(EventData.of("x", "{}")));
        }
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
        execute("DROP SCHEMA \"%s\" CASCADE; DROP OWNED BY reporter; DROP ROLE reporter".formatted(schema));
    }

    @Test
    void theTablesAreMadeAgainWithTheirKeysAndPrivilegesAndStayEmpty() throws SQLException {
        Rebuild rebuild = store.rebuilds().begin("shop.orders", TABLES);

        assertThat(rebuild.goal()).isEqualTo(5);
        assertThat(store.rebuilds().begin("shop.orders", TABLES)).isEqualTo(rebuild);
        assertThat(store.rebuilds().find("shop.orders")).contains(rebuild);
        String rebuilt = rebuild.schema();
        assertThat(number("SELECT count(*) FROM \"%s\".orders".formatted(rebuilt)))
                .isZero();
        assertThatThrownBy(() -> execute("INSERT INTO \"%s\".orders VALUES ('a', -1)".formatted(rebuilt)))
                .hasMessageContaining("check");
        assertThatThrownBy(() ->
                        execute("INSERT INTO \"%s\".\"order lines\" (order_id) VALUES ('old')".formatted(rebuilt)))
                .as("the key is to the rebuilt orders")
                .hasMessageContaining("foreign key");
        assertThat(number("SELECT count(*) FROM pg_indexes WHERE schemaname = '%s'".formatted(rebuilt)))
                .isEqualTo(2);
        assertThat(number("SELECT has_table_privilege('reporter', '\"%s\".orders', 'SELECT')::int".formatted(rebuilt)))
                .isEqualTo(1);
    }

    @Test
    void theRebuiltTablesAndTheirCheckpointTakeThePlaceOfTheLiveOnes() throws SQLException {
        Lease live = lease("shop.orders");
        store.checkpoints().advance(live, 0, 3);
        Rebuild rebuild = store.rebuilds().begin("shop.orders", TABLES);
        Lease rebuilding = fill(rebuild, 5);
        store.checkpoints().pause("shop.orders", "about to be swapped");

        assertThat(store.rebuilds().finish("shop.orders")).isTrue();

        assertThat(text("SELECT id FROM orders")).isEqualTo("new");
        assertThat(text("SELECT order_id FROM \"order lines\"")).isEqualTo("new");
        execute("INSERT INTO orders VALUES ('newer', 2); INSERT INTO \"order lines\" (order_id) VALUES ('newer')");
        assertThat(store.checkpoints().find("shop.orders").orElseThrow().position())
                .isEqualTo(5);
        assertThat(store.checkpoints().find("shop.orders").orElseThrow().paused())
                .isNull();
        assertThat(store.checkpoints().find(Rebuilds.nameOf("shop.orders"))).isEmpty();
        assertThat(store.rebuilds().find("shop.orders")).isEmpty();
        assertThat(number("SELECT count(*) FROM pg_namespace WHERE nspname = '%s'".formatted(rebuild.schema())))
                .isZero();
        assertThat(store.deadLetters().list("shop.orders", 0, 10))
                .extracting(DeadLetter::key)
                .containsExactly("of the rebuild");
        assertThatThrownBy(() -> store.checkpoints().advance(live, 5, 6)).isInstanceOf(StaleCheckpoint.class);
        assertThatThrownBy(() -> store.checkpoints().advance(rebuilding, 5, 6)).isInstanceOf(StaleCheckpoint.class);
        assertThat(store.rebuilds().finish("shop.orders")).isFalse();
    }

    @Test
    void nothingIsSwappedWhileTheLiveHandlerIsAhead() throws SQLException {
        store.checkpoints().advance(lease("shop.orders"), 0, 5);
        fill(store.rebuilds().begin("shop.orders", TABLES), 4);

        assertThat(store.rebuilds().finish("shop.orders")).isFalse();

        assertThat(text("SELECT id FROM orders")).isEqualTo("old");
        assertThat(store.rebuilds().find("shop.orders")).isPresent();
    }

    @Test
    void whoReadsTheLiveTablesForLongIsNotInterrupted() throws SQLException {
        fill(store.rebuilds().begin("shop.orders", TABLES), 5);
        try (Connection reader = dataSource.getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM orders");

            assertThat(store.rebuilds().finish("shop.orders")).isFalse();
            reader.rollback();
        }
        assertThat(store.rebuilds().finish("shop.orders")).isTrue();
    }

    @Test
    void aRebuildThatIsGivenUpLeavesNothing() throws SQLException {
        Rebuild rebuild = store.rebuilds().begin("shop.orders", TABLES);
        fill(rebuild, 5);

        assertThat(store.rebuilds().abandon("shop.orders")).isTrue();

        assertThat(text("SELECT id FROM orders")).isEqualTo("old");
        assertThat(number("SELECT count(*) FROM pg_namespace WHERE nspname = '%s'".formatted(rebuild.schema())))
                .isZero();
        assertThat(store.checkpoints().find(Rebuilds.nameOf("shop.orders"))).isEmpty();
        assertThat(store.rebuilds().abandon("shop.orders")).isFalse();
    }

    @Test
    void tablesThatAreNotThereOrThatOthersDependOnAreRefused() throws SQLException {
        assertThatThrownBy(() -> store.rebuilds().begin("shop.orders", Set.of("orders", "absent")))
                .isInstanceOf(CannotRebuild.class)
                .hasMessageContainingAll("shop.orders", "absent");
        assertThatThrownBy(() -> store.rebuilds().begin("shop.orders", Set.of("orders")))
                .isInstanceOf(CannotRebuild.class)
                .hasMessageContaining("order lines");
        execute("CREATE VIEW totals AS SELECT sum(total) FROM orders");
        assertThatThrownBy(() -> store.rebuilds().begin("shop.orders", TABLES))
                .isInstanceOf(CannotRebuild.class)
                .hasMessageContaining("totals");
        assertThat(store.rebuilds().find("shop.orders")).isEmpty();
    }

    /** Does what the handler would do with the events up to a position. */
    private Lease fill(Rebuild rebuild, long position) throws SQLException {
        execute("""
                INSERT INTO "%1$s".orders VALUES ('new', 2);
                INSERT INTO "%1$s"."order lines" (order_id, product) VALUES ('new', 'book')
                """.formatted(rebuild.schema()));
        String name = Rebuilds.nameOf(rebuild.subscription());
        store.checkpoints().divide(name, 1, 0);
        Lease lease = lease(name);
        store.checkpoints()
                .advance(lease, 0, position, name, List.of(new DeadLetter.Parking(1, "of the rebuild", "boom", 1)));
        return lease;
    }

    private Lease lease(String name) {
        return store.checkpoints().claim(name, "node", LEASE).orElseThrow();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    private String text(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
