package org.commandery.eventstore.generated;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.commandery.eventstore.EventStoreUnavailable;

/** A read model that remembers each event that was handled. It has no key, so that it would show one that was handled twice. */
final class HandledTable {

    private static final String CREATE = """
            CREATE TABLE "%s".handled (id bigint GENERATED ALWAYS AS IDENTITY, subscription text NOT NULL, position bigint NOT NULL)
            """;

    private static final String INSERT = """
            INSERT INTO "%s".handled (subscription, position) SELECT ?, unnest(?)
            """;

    /** One statement: the checkpoint and the events of the same moment. */
    private static final String SELECT = """
            SELECT coalesce((SELECT position FROM "%1$s".checkpoints WHERE subscription = ?), 0),
                   (SELECT array_agg(position ORDER BY id) FROM "%1$s".handled WHERE subscription = ?)
            """;

    private final String schema;

    HandledTable(String schema) {
        this.schema = schema;
    }

    void create(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(CREATE.formatted(schema));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the transaction of the calling thread. */
    void insert(DataSource dataSource, String subscription, List<Long> positions) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT.formatted(schema))) {
            statement.setString(1, subscription);
            statement.setArray(2, connection.createArrayOf("int8", positions.toArray()));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    World.Handled select(DataSource dataSource, String subscription) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SELECT.formatted(schema))) {
            statement.setString(1, subscription);
            statement.setString(2, subscription);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                List<Long> positions = new ArrayList<>();
                if (row.getArray(2) != null) {
                    positions.addAll(List.of((Long[]) row.getArray(2).getArray()));
                }
                return new World.Handled(row.getLong(1), positions);
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** What a store would say: callers know what to do then. */
    private static EventStoreUnavailable unavailable(SQLException e) {
        return new EventStoreUnavailable("the table of the test cannot be used", e);
    }
}
