package org.commandery.eventstore.postgres;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.SubscriptionExists;

/** What is done to all segments of a subscription. The functions in the database keep two of these from getting into each other's way. */
final class Divisions {

    private static final String DIVIDE = """
            SELECT outcome, former, stream FROM {schema}.divide_subscription(?, ?, ?)
            """;

    private static final String PAUSE = """
            SELECT {schema}.pause_subscription(?, ?)
            """;

    private static final String RESUME = """
            SELECT {schema}.resume_subscription(?)
            """;

    private static final String MOVE = """
            SELECT {schema}.move_subscription(?, ?)
            """;

    private static final String DELETE = """
            SELECT {schema}.delete_subscription(?)
            """;

    private static final JsonProvider JSON = JsonProvider.provider();

    private final Database database;

    Divisions(Database database) {
        this.database = database;
    }

    Optional<Division> divide(String subscription, int segments, long start) {
        List<Segment> all = Segment.of(subscription, segments);
        return database.run(DIVIDE, statement -> {
            statement.setString(1, subscription);
            statement.setInt(2, segments);
            statement.setLong(3, start);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return switch (row.getString(1)) {
                    case "divided" -> Optional.of(new Division(all, former(row.getString(2))));
                    case "busy" -> Optional.empty();
                    default -> throw new SubscriptionExists(subscription, row.getString(3));
                };
            }
        });
    }

    private static List<List<Long>> former(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonArray.class).stream()
                    .map(layer -> layer.getValuesAs(JsonNumber::longValueExact))
                    .toList();
        }
    }

    boolean pause(String subscription, String reason) {
        return database.run(PAUSE, statement -> {
            statement.setString(1, subscription);
            statement.setString(2, Texts.storable(reason));
            return answer(statement);
        });
    }

    boolean resume(String subscription) {
        return database.run(RESUME, statement -> {
            statement.setString(1, subscription);
            return answer(statement);
        });
    }

    boolean move(String subscription, long position) {
        return database.run(MOVE, statement -> {
            statement.setString(1, subscription);
            statement.setLong(2, position);
            return answer(statement);
        });
    }

    boolean delete(String subscription) {
        return database.run(DELETE, statement -> {
            statement.setString(1, subscription);
            return answer(statement);
        });
    }

    private static boolean answer(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
