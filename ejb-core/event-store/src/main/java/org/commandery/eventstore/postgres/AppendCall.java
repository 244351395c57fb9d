package org.commandery.eventstore.postgres;

import java.sql.Array;
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
            SELECT outcome, version, position, events, stream, facts
              FROM {schema}.append(false, %s)
            """.formatted(AppendArguments.PARAMETERS);

    private static final String APPEND_GROUPS = """
            SELECT outcome, version, position, events, stream, facts
              FROM {schema}.append_groups(?, ?, %s)
            """.formatted(AppendArguments.PARAMETERS);

    private static final String APPEND_EVENT = """
            SELECT {schema}.append_event(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Database database;
    private final Connection connection;
    private final PreparedStatement append;
    private final PreparedStatement appendEvent;
    private @Nullable PreparedStatement appendGroups;

    AppendCall(Database database, Connection connection) throws SQLException {
        this.database = database;
        this.connection = connection;
        this.append = database.prepare(connection, APPEND);
        this.appendEvent = database.prepare(connection, APPEND_EVENT);
    }

    /**
     * Writes a batch in the connection's transaction, or in one of its own when the connection commits by itself.
     *
     * @param batch groups of appends, those of a group all or none; at most one group with appends to a stream, at most one append of a
     *     command in the whole batch; all events have ids
     * @return an outcome for each append, in the same order
     */
    List<Outcome> execute(List<List<Append>> batch) throws SQLException {
        if (batch.size() == 1 && isPlainEvent(batch.get(0))) {
            Append lone = batch.get(0).get(0);
            bind(lone, lone.events().get(0));
            return List.of(outcome(appendEvent));
        }
        AppendArguments arguments =
                new AppendArguments(batch.stream().flatMap(List::stream).toList());
        if (batch.stream().allMatch(group -> group.size() == 1)) {
            arguments.bind(append, 1);
            return outcomes(append);
        }
        return outcomes(bindGroups(batch, arguments));
    }

    private static boolean isPlainEvent(List<Append> group) {
        Append first = group.get(0);
        List<EventData> events = first.events();
        return group.size() == 1
                && events.size() == 1
                && events.get(0).tags().isEmpty()
                && events.get(0).createdAt() == null
                && ExtrasJson.isPlain(first);
    }

    private static Outcome outcome(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            String[] answer = (String[]) row.getArray(1).getArray();
            return new Outcome(
                    kind(answer[0]),
                    Long.parseLong(answer[1]),
                    Long.parseLong(answer[2]),
                    Integer.parseInt(answer[3]),
                    answer[4],
                    List.of());
        }
    }

    private static List<Outcome> outcomes(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Outcome> outcomes = new ArrayList<>();
            while (rows.next()) {
                outcomes.add(new Outcome(
                        kind(rows.getString(1)),
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getInt(4),
                        rows.getString(5),
                        facts(rows.getArray(6))));
            }
            return outcomes;
        }
    }

    private static Outcome.Kind kind(String outcome) {
        return Outcome.Kind.valueOf(outcome.toUpperCase(Locale.ROOT));
    }

    private static List<String> facts(@Nullable Array facts) throws SQLException {
        return facts == null ? List.of() : List.of((String[]) facts.getArray());
    }

    private void bind(Append lone, EventData event) throws SQLException {
        appendEvent.setString(1, lone.stream());
        appendEvent.setLong(2, lone.expected().value());
        setUuid(3, lone.expected().lastEvent());
        setUuid(4, lone.commandId());
        setUuid(5, event.eventId());
        appendEvent.setString(6, event.type());
        appendEvent.setInt(7, event.revision());
        appendEvent.setString(8, event.data());
        appendEvent.setString(9, MetadataJson.write(event.metadata()));
        setUuid(10, event.causationId());
        setUuid(11, event.correlationId());
    }

    private void setUuid(int parameter, @Nullable UUID id) throws SQLException {
        if (id == null) {
            appendEvent.setNull(parameter, Types.OTHER);
        } else {
            appendEvent.setObject(parameter, id);
        }
    }

    /** Appends that stand alone are given as one group for all that come one after the other: it costs less than a group for each. */
    private PreparedStatement bindGroups(List<List<Append>> batch, AppendArguments arguments) throws SQLException {
        List<Integer> sizes = new ArrayList<>();
        List<Boolean> together = new ArrayList<>();
        for (List<Append> group : batch) {
            int last = sizes.size() - 1;
            if (group.size() == 1 && last >= 0 && !together.get(last)) {
                sizes.set(last, sizes.get(last) + 1);
            } else {
                sizes.add(group.size());
                together.add(group.size() > 1);
            }
        }
        PreparedStatement statement = appendGroups;
        if (statement == null) {
            statement = database.prepare(connection, APPEND_GROUPS);
            appendGroups = statement;
        }
        ArrayText.set(statement, 1, sizes.toArray());
        ArrayText.set(statement, 2, together.toArray());
        arguments.bind(statement, 3);
        return statement;
    }

    @Override
    public void close() throws SQLException {
        append.close();
        appendEvent.close();
        if (appendGroups != null) {
            appendGroups.close();
        }
    }
}
