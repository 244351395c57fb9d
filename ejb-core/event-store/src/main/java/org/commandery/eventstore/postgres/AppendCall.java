package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.jspecify.annotations.Nullable;

/** Calls the functions that write events: one statement, one round trip for a whole batch. */
final class AppendCall implements AutoCloseable {

    private static final String APPEND = """
            SELECT outcome, version, position, events, stream
              FROM {schema}.append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String APPEND_EVENT = """
            SELECT outcome, version, position, events, stream
              FROM {schema}.append_event(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
        if (batch.size() == 1 && isPlainEvent(batch.get(0))) {
            bind(batch.get(0), batch.get(0).events().get(0));
            return outcomes(appendEvent);
        }
        bind(batch);
        return outcomes(append);
    }

    private static boolean isPlainEvent(Append append) {
        List<EventData> events = append.events();
        return events.size() == 1
                && events.get(0).tags().isEmpty()
                && events.get(0).createdAt() == null;
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
        appendEvent.setInt(6, event.revision());
        appendEvent.setString(7, event.data());
        appendEvent.setString(8, MetadataJson.write(event.metadata()));
        setUuid(9, event.causationId());
        setUuid(10, event.correlationId());
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
        @Nullable UUID[] ids = new UUID[events];
        String[] types = new String[events];
        @Nullable Integer[] revisions = new Integer[events];
        String[] data = new String[events];
        @Nullable String[] metadata = new String[events];
        @Nullable UUID[] causations = new UUID[events];
        @Nullable UUID[] correlations = new UUID[events];
        @Nullable String[] tags = new String[events];
        @Nullable String[] created = new String[events];
        int e = 0;
        for (int a = 0; a < appends; a++) {
            Append next = batch.get(a);
            streams[a] = next.stream();
            expected[a] = next.expected().value();
            counts[a] = next.events().size();
            commands[a] = next.commandId();
            for (EventData event : next.events()) {
                appendNumbers[e] = a + 1;
                ids[e] = event.eventId();
                types[e] = event.type();
                revisions[e] = event.revision() == 1 ? null : event.revision();
                data[e] = event.data();
                metadata[e] = MetadataJson.write(event.metadata());
                causations[e] = event.causationId();
                correlations[e] = event.correlationId();
                tags[e] = arrayText(event.tags());
                created[e] =
                        event.createdAt() == null ? null : event.createdAt().toString();
                e++;
            }
        }
        setArray(1, "text", streams);
        setArray(2, "int8", expected);
        setArray(3, "int4", counts);
        setOptional(4, "uuid", commands);
        setArray(5, "int4", appendNumbers);
        setArray(6, "uuid", ids);
        setArray(7, "text", types);
        setOptional(8, "int4", revisions);
        setArray(9, "text", data);
        setOptional(10, "text", metadata);
        setOptional(11, "uuid", causations);
        setOptional(12, "uuid", correlations);
        setOptional(13, "text", tags);
        setOptional(14, "timestamptz", created);
    }

    /** PostgreSQL would round. */
    private static @Nullable String timestamp(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS).toString();
    }

    /** Tags as PostgreSQL writes an array, as an array of arrays must have rows of one length; null when there are none. */
    private static @Nullable String arrayText(Set<String> tags) {
        return tags.isEmpty()
                ? null
                : tags.stream()
                        .map(tag -> '"' + tag.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .collect(Collectors.joining(",", "{", "}"));
    }

    /** What no element has need not be sent, nor be taken apart. */
    private void setOptional(int parameter, String type, @Nullable Object[] elements) throws SQLException {
        for (Object element : elements) {
            if (element != null) {
                setArray(parameter, type, elements);
                return;
            }
        }
        append.setNull(parameter, Types.ARRAY, '_' + type);
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
