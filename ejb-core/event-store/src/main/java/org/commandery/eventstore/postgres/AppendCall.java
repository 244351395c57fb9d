package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.jspecify.annotations.Nullable;

/** Calls the function append with a batch of appends: one statement, one round trip. */
final class AppendCall implements AutoCloseable {

    private static final String APPEND = """
            SELECT outcome, version, position, events, stream
              FROM {schema}.append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Connection connection;
    private final PreparedStatement statement;

    AppendCall(Database database, Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = database.prepare(connection, APPEND);
    }

    /**
     * Writes a batch in the connection's transaction, or in one of its own when the connection commits by itself.
     *
     * @param batch at most one append to a stream, at most one of a command; all events have ids
     * @return an outcome for each append, in the same order
     */
    List<Outcome> execute(List<Append> batch) throws SQLException {
        bind(batch);
        try (ResultSet rows = statement.executeQuery()) {
            List<Outcome> outcomes = new ArrayList<>(batch.size());
            while (rows.next()) {
                outcomes.add(new Outcome(
                        Outcome.Kind.valueOf(rows.getString(1).toUpperCase(Locale.ROOT)),
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getInt(4),
                        rows.getString(5)));
            }
            return outcomes;
        }
    }

    private void bind(List<Append> batch) throws SQLException {
        int appends = batch.size();
        int events = batch.stream().mapToInt(append -> append.events().size()).sum();
        String[] streams = new String[appends];
        Long[] expected = new Long[appends];
        Integer[] counts = new Integer[appends];
        @Nullable UUID[] commands = new UUID[appends];
        Integer[] appendNumbers = new Integer[events];
        Integer[] indexes = new Integer[events];
        @Nullable UUID[] ids = new UUID[events];
        String[] types = new String[events];
        @Nullable UUID[] causations = new UUID[events];
        @Nullable UUID[] correlations = new UUID[events];
        String[] data = new String[events];
        @Nullable String[] metadata = new String[events];
        int e = 0;
        for (int a = 0; a < appends; a++) {
            Append append = batch.get(a);
            streams[a] = append.stream();
            expected[a] = append.expected().value();
            counts[a] = append.events().size();
            commands[a] = append.commandId();
            for (int i = 0; i < counts[a]; i++, e++) {
                EventData event = append.events().get(i);
                appendNumbers[e] = a + 1;
                indexes[e] = i + 1;
                ids[e] = event.eventId();
                types[e] = event.type();
                causations[e] = event.causationId();
                correlations[e] = event.correlationId();
                data[e] = event.data();
                metadata[e] = MetadataJson.write(event.metadata());
            }
        }
        setArray(1, "text", streams);
        setArray(2, "int8", expected);
        setArray(3, "int4", counts);
        setArray(4, "uuid", commands);
        setArray(5, "int4", appendNumbers);
        setArray(6, "int4", indexes);
        setArray(7, "uuid", ids);
        setArray(8, "text", types);
        setArray(9, "uuid", causations);
        setArray(10, "uuid", correlations);
        setArray(11, "text", data);
        setArray(12, "text", metadata);
    }

    private void setArray(int parameter, String type, @Nullable Object[] elements) throws SQLException {
        statement.setArray(parameter, connection.createArrayOf(type, elements));
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
