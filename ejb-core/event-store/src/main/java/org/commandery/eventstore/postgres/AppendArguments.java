package org.commandery.eventstore.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
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

    /** What they are in SQL. */
    static final String PARAMETERS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + ArrayText.SEPARATED + ", ?, ?, ?, ?, ?";

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

    /** Sets them as the parameters of {@link #PARAMETERS}, from this one on. */
    void bind(PreparedStatement statement, int first) throws SQLException {
        ArrayText.setTexts(statement, first, streams);
        ArrayText.set(statement, first + 1, expected);
        ArrayText.set(statement, first + 2, last);
        ArrayText.set(statement, first + 3, counts);
        ArrayText.set(statement, first + 4, commands);
        ArrayText.setTexts(statement, first + 5, extras);
        ArrayText.set(statement, first + 6, appendNumbers);
        ArrayText.set(statement, first + 7, ids);
        ArrayText.setTexts(statement, first + 8, types);
        ArrayText.set(statement, first + 9, revisions);
        ArrayText.setSeparated(statement, first + 10, data);
        ArrayText.setTexts(statement, first + 12, metadata);
        ArrayText.set(statement, first + 13, causations);
        ArrayText.set(statement, first + 14, correlations);
        ArrayText.setTexts(statement, first + 15, tags);
        ArrayText.set(statement, first + 16, created);
    }

    /** PostgreSQL would round. */
    private static @Nullable String timestamp(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS).toString();
    }

    /** Tags as PostgreSQL writes an array, as an array of arrays must have rows of one length; null when there are none. */
    private static @Nullable String arrayText(Set<String> tags) {
        return tags.isEmpty() ? null : tags.stream().map(ArrayText::quote).collect(Collectors.joining(",", "{", "}"));
    }
}
