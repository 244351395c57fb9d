package org.commandery.eventstore.generated;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Segment;

/** What was done in the name of divided subscriptions, written in the transactions in which it was done. */
final class JournalTable {

    private static final String CREATE = """
            CREATE TABLE "%s".journal (
                id bigint GENERATED ALWAYS AS IDENTITY, subscription text NOT NULL, what text NOT NULL, position bigint NOT NULL)
            """;

    private static final String INSERT = """
            INSERT INTO "%s".journal (subscription, what, position) SELECT unnest(?::text[]), unnest(?::text[]), unnest(?::bigint[])
            """;

    /** One statement: all of the same moment. */
    private static final String SELECT = """
            SELECT d.segments, d.former,
                   (SELECT array_agg(c.position ORDER BY n.number)
                      FROM unnest("%1$s".segment_names(d.subscription, d.segments)) WITH ORDINALITY AS n (name, number)
                      JOIN "%1$s".checkpoints c ON c.subscription = n.name),
                   (SELECT array_agg(l.position ORDER BY l.position) FROM "%1$s".dead_letters l WHERE l.subscription = d.subscription),
                   (SELECT array_agg(l.key ORDER BY l.position) FROM "%1$s".dead_letters l WHERE l.subscription = d.subscription),
                   (SELECT array_agg(j.what ORDER BY j.id) FROM "%1$s".journal j WHERE j.subscription = d.subscription),
                   (SELECT array_agg(j.position ORDER BY j.id) FROM "%1$s".journal j WHERE j.subscription = d.subscription)
              FROM "%1$s".divisions d WHERE d.subscription = ?
            """;

    private final String schema;

    JournalTable(String schema) {
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
    void insert(DataSource dataSource, List<Note> notes) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT.formatted(schema))) {
            Object[] subscriptions = notes.stream().map(Note::subscription).toArray();
            Object[] whats = notes.stream().map(note -> note.what().name()).toArray();
            Object[] positions = notes.stream().map(Note::position).toArray();
            statement.setArray(1, connection.createArrayOf("text", subscriptions));
            statement.setArray(2, connection.createArrayOf("text", whats));
            statement.setArray(3, connection.createArrayOf("int8", positions));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    Divided select(DataSource dataSource, String subscription) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SELECT.formatted(schema))) {
            statement.setString(1, subscription);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Division division = new Division(Segment.of(subscription, row.getInt(1)), former(row.getString(2)));
                return new Divided(
                        division,
                        positions(row, 3),
                        letters(positions(row, 4), texts(row, 5)),
                        notes(subscription, texts(row, 6), positions(row, 7)));
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static List<List<Long>> former(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonArray.class).stream()
                    .map(layer -> layer.getValuesAs(JsonNumber::longValueExact))
                    .toList();
        }
    }

    private static List<Long> positions(ResultSet row, int column) throws SQLException {
        return row.getArray(column) == null
                ? List.of()
                : List.of((Long[]) row.getArray(column).getArray());
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return row.getArray(column) == null
                ? List.of()
                : List.of((String[]) row.getArray(column).getArray());
    }

    private static Map<Long, String> letters(List<Long> positions, List<String> keys) {
        Map<Long, String> letters = new TreeMap<>();
        for (int i = 0; i < positions.size(); i++) {
            letters.put(positions.get(i), keys.get(i));
        }
        return letters;
    }

    private static List<Note> notes(String subscription, List<String> whats, List<Long> positions) {
        List<Note> notes = new ArrayList<>();
        for (int i = 0; i < whats.size(); i++) {
            notes.add(new Note(subscription, Note.What.valueOf(whats.get(i)), positions.get(i)));
        }
        return notes;
    }

    /** What a store would say: callers know what to do then. */
    private static EventStoreUnavailable unavailable(SQLException e) {
        return new EventStoreUnavailable("the table of the test cannot be used", e);
    }
}
