package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.jspecify.annotations.Nullable;

/** Calls the functions that write events: one statement, one round trip for a whole batch. */
final class AppendCall implements AutoCloseable {

    private static final String APPEND = """
            SELECT outcome, version, position, events, stream
              FROM {schema}.append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String APPEND_EVENT = """
            SELECT outcome, version, position, events, stream
              FROM {schema}.append_event(?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Connection connection;
    private final PreparedStatement append;
    private final PreparedStatement appendEvent;

    AppendCall(Database database, Connection connection) throws SQLException {
        this.connection = connection;
        this.append = database.prepare(connection, APPEND);
        this.appendEvent = database.prepare(connection, APPEND_EVENT);
    }

    /**
     * Writes a batch in the connection's transaction, or in one of its own when the connection commits by itself.
     *
     * @param batch at most one append to a stream, at most one of a command; all events have ids
     * @return an outcome for each append, in the same order
     */
    List<Outcome> execute(List<Append> batch) throws SQLException {
        if (batch.size() == 1 && batch.get(0).events().size() == 1) {
            bind(batch.get(0), batch.get(0).events().get(0));
            return outcomes(appendEvent);
        }
        bind(batch);
        return outcomes(append);
    }

    private static List<Outcome> outcomes(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Outcome> outcomes = new ArrayList<>();
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

    private void bind(Append lone, EventData event) throws SQLException {
        appendEvent.setString(1, lone.stream());
        appendEvent.setLong(2, lone.expected().value());
        setUuid(3, lone.commandId());
        setUuid(4, event.eventId());
        appendEvent.setString(5, event.type());
        setUuid(6, event.causationId());
        setUuid(7, event.correlationId());
        appendEvent.setString(8, event.data());
        appendEvent.setString(9, MetadataJson.write(event.metadata()));
    }

    private void setUuid(int parameter, @Nullable UUID id) throws SQLException {
        if (id == null) {
            appendEvent.setNull(parameter, Types.OTHER);
        } else {
            appendEvent.setObject(parameter, id);
        }
    }

    private void bind(List<Append> batch) throws SQLException {
        int appends = batch.size();
        int events = batch.stream().mapToInt(each -> each.events().size()).sum();
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
            Append next = batch.get(a);
            streams[a] = next.stream();
            expected[a] = next.expected().value();
            counts[a] = next.events().size();
            commands[a] = next.commandId();
            for (int i = 0; i < counts[a]; i++, e++) {
                EventData event = next.events().get(i);
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
        append.setArray(parameter, connection.createArrayOf(type, elements));
    }

    @Override
    public void close() throws SQLException {
        append.close();
        appendEvent.close();
    }
}
