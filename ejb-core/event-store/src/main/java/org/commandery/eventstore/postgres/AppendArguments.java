package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.jspecify.annotations.Nullable;

/** The arrays that the function append takes: those with an element for each append, then those with one for each event. */
final class AppendArguments {

    private final String[] streams;
    private final Long[] expected;
    private final @Nullable UUID[] last;
    private final Integer[] counts;
    private final @Nullable UUID[] commands;
    private final @Nullable String[] extras;

    private final Integer[] appendNumbers;
    private final @Nullable UUID[] ids;
    private final String[] types;
    private final @Nullable Integer[] revisions;
    private final String[] data;
    private final @Nullable String[] metadata;
    private final @Nullable UUID[] causations;
    private final @Nullable UUID[] correlations;
    private final @Nullable String[] tags;
    private final @Nullable String[] created;

    AppendArguments(List<Append> batch) {
        int appends = batch.size();
        int events = batch.stream().mapToInt(each -> each.events().size()).sum();
        streams = new String[appends];
        expected = new Long[appends];
        last = new UUID[appends];
        counts = new Integer[appends];
        commands = new UUID[appends];
        extras = new String[appends];
        appendNumbers = new Integer[events];
        ids = new UUID[events];
        types = new String[events];
        revisions = new Integer[events];
        data = new String[events];
        metadata = new String[events];
        causations = new UUID[events];
        correlations = new UUID[events];
        tags = new String[events];
        created = new String[events];
        int e = 0;
        for (int a = 0; a < appends; a++) {
            Append next = batch.get(a);
            streams[a] = next.stream();
            expected[a] = next.expected().value();
            last[a] = next.expected().lastEvent();
            counts[a] = next.events().size();
            commands[a] = next.commandId();
            extras[a] = ExtrasJson.write(next);
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
                created[e] = timestamp(event.createdAt());
                e++;
            }
        }
    }

    /** Sets them as parameters, from this one on. */
    void bind(PreparedStatement statement, int first) throws SQLException {
        setArray(statement, first, "text", streams);
        setArray(statement, first + 1, "int8", expected);
        setOptional(statement, first + 2, "uuid", last);
        setArray(statement, first + 3, "int4", counts);
        setOptional(statement, first + 4, "uuid", commands);
        setOptional(statement, first + 5, "text", extras);
        setArray(statement, first + 6, "int4", appendNumbers);
        setArray(statement, first + 7, "uuid", ids);
        setArray(statement, first + 8, "text", types);
        setOptional(statement, first + 9, "int4", revisions);
        setArray(statement, first + 10, "text", data);
        setOptional(statement, first + 11, "text", metadata);
        setOptional(statement, first + 12, "uuid", causations);
        setOptional(statement, first + 13, "uuid", correlations);
        setOptional(statement, first + 14, "text", tags);
        setOptional(statement, first + 15, "timestamptz", created);
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
    private static void setOptional(
            PreparedStatement statement, int parameter, String type, @Nullable Object[] elements) throws SQLException {
        for (Object element : elements) {
            if (element != null) {
                setArray(statement, parameter, type, elements);
                return;
            }
        }
        statement.setNull(parameter, Types.ARRAY, '_' + type);
    }

    static void setArray(PreparedStatement statement, int parameter, String type, @Nullable Object[] elements)
            throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(parameter, connection.createArrayOf(type, elements));
    }
}
