package org.commandery.shop.it;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.commandery.shop.it.delivery.Noted;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.dmr.ModelNode;
import org.postgresql.ds.PGSimpleDataSource;

/** The event store of the context {@code delivery}, seen from outside of the server, as another node would see it, and its datasource inside. */
final class DeliveryStore implements AutoCloseable {

    /** What a handler did with an event. */
    record Handled(long position, int attempts) {}

    private static final String SCHEMA = "delivery";

    private static final String CREATE_HANDLED = """
            CREATE TABLE IF NOT EXISTS handled (
                row_number bigint GENERATED ALWAYS AS IDENTITY, handler text NOT NULL, position bigint NOT NULL, attempts int NOT NULL)
            """;

    private static final String SELECT_HANDLED = """
            SELECT position, attempts FROM handled WHERE handler = ? AND position > ? ORDER BY row_number
            """;

    private final PGSimpleDataSource dataSource;
    private final EventStore store;

    DeliveryStore() throws SQLException {
        dataSource = EmbeddedDatabase.shared().dataSource(TestEnvironment.DATABASE);
        dataSource.setCurrentSchema(SCHEMA);
        EventStoreMigrations.migrate(dataSource);
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(CREATE_HANDLED);
        }
        store = PostgresEventStore.builder(dataSource).build();
    }

    /** Adds the datasource to the running server, unless it has it. */
    static void addDataSource(ModelControllerClient server) throws IOException {
        ModelNode add = new ModelNode();
        add.get("operation").set("add");
        add.get("address").add("subsystem", "datasources").add("data-source", SCHEMA);
        add.get("jndi-name").set("java:jboss/datasources/" + SCHEMA);
        add.get("driver-name").set("postgresql");
        add.get("connection-url")
                .set(EmbeddedDatabase.shared().jdbcUrl(TestEnvironment.DATABASE) + "&currentSchema=" + SCHEMA);
        ModelNode answer = server.execute(add);
        if (!answer.get("outcome").asString().equals("success")
                && !answer.get("failure-description").asString().contains("WFLYCTL0212")) {
            throw new IllegalStateException(answer.asString());
        }
    }

    EventStore events() {
        return store;
    }

    /** Appends events to a stream in one transaction; the position of the last one. */
    long append(String stream, List<Noted> events) {
        List<EventData> data = new ArrayList<>();
        events.forEach(event -> data.add(EventData.of("noted", event.json())));
        return store.append(stream, ExpectedVersion.ANY, data).position();
    }

    /** Appends events that nobody fails to handle. */
    long appendQuiet(String stream, int count) {
        return append(stream, Collections.nCopies(count, Noted.quietly()));
    }

    /** The rows that a handler has committed for events after a position, in the order in which it wrote them. */
    List<Handled> handled(String handler, long after) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(SELECT_HANDLED)) {
            select.setString(1, handler);
            select.setLong(2, after);
            List<Handled> handled = new ArrayList<>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    handled.add(new Handled(rows.getLong(1), rows.getInt(2)));
                }
            }
            return handled;
        }
    }

    /** A subscription's durable checkpoint, -1 when it has none. */
    long checkpoint(String subscription) {
        return store.checkpoints()
                .find(subscription)
                .map(Checkpoints.Checkpoint::position)
                .orElse(-1L);
    }

    @Override
    public void close() {
        store.close();
    }
}
