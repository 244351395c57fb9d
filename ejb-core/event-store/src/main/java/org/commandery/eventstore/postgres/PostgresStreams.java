package org.commandery.eventstore.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.HardDeletesDisabled;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.StreamInfo;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.Streams;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.eventstore.internal.Refusals;
import org.jspecify.annotations.Nullable;

/** The streams as rows, and the functions in the database that delete them. */
final class PostgresStreams implements Streams {

    private static final String ALL_STREAMS = """
            SELECT '$all' AS stream,
                   greatest((SELECT max(position) FROM {schema}.events), (SELECT position FROM {schema}.head)) AS version,
                   (SELECT created_at FROM {schema}.events ORDER BY position LIMIT 1) AS created_at,
                   NULL::timestamptz AS deleted_at
            """;

    private static final String EACH_STREAM = """
            SELECT s.stream, {schema}.stream_version(s.stream_id) AS version, s.created_at, s.deleted_at FROM {schema}.streams s
            """;

    private static final String FIND = EACH_STREAM + " WHERE s.stream = ?";

    /** Names are compared by code points, whatever the collation of the database. */
    private static final String LIST = """
            SELECT total.streams, page.stream, page.version, page.created_at, page.deleted_at
              FROM (SELECT (SELECT count(*) FROM {schema}.streams s WHERE strpos(s.stream, ?) > 0)
                         + (strpos('$all', ?) > 0)::int AS streams) total
              LEFT JOIN (
                   SELECT * FROM (%s UNION ALL %s) s
                    WHERE strpos(s.stream, ?) > 0
                    ORDER BY %%1$s LIMIT ? OFFSET ?) page ON true
             ORDER BY %%2$s
            """.formatted(ALL_STREAMS, EACH_STREAM);

    private static final String SOFT_DELETE = """
            SELECT outcome, version FROM {schema}.soft_delete(?, ?)
            """;

    private static final String HARD_DELETE = """
            SELECT outcome, version FROM {schema}.hard_delete(?, ?, ?)
            """;

    /** A row that a function answers with. */
    private record Outcome(Kind kind, long version) {

        /** What became of the stream. */
        private enum Kind {
            DELETED,
            REFUSED,
            GONE,
            MISSING
        }
    }

    private final Database database;
    private final boolean hardDeletes;

    PostgresStreams(Database database, boolean hardDeletes) {
        this.database = database;
        this.hardDeletes = hardDeletes;
    }

    @Override
    public StreamInfo info(String stream) {
        Optional<StreamInfo> found = stream.equals(EventStore.ALL)
                ? database.run(ALL_STREAMS, PostgresStreams::first)
                : database.find(FIND, Optional.empty(), statement -> {
                    statement.setString(1, stream);
                    return first(statement);
                });
        return found.orElseThrow(() -> new StreamNotFound(stream));
    }

    private static Optional<StreamInfo> first(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(info(row, 1)) : Optional.empty();
        }
    }

    private static StreamInfo info(ResultSet row, int first) throws SQLException {
        return new StreamInfo(
                row.getString(first), row.getLong(first + 1), instant(row, first + 2), instant(row, first + 3));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public Page list(PageRequest request) {
        String sql = LIST.formatted(order("s", request), order("page", request));
        return database.run(sql, statement -> {
            statement.setString(1, request.search());
            statement.setString(2, request.search());
            statement.setString(3, request.search());
            statement.setInt(4, request.size());
            statement.setLong(5, (request.page() - 1L) * request.size());
            return page(statement, request.size());
        });
    }

    private static String order(String table, PageRequest request) {
        String column = switch (request.sortBy()) {
            case STREAM -> "stream COLLATE \"C\"";
            case VERSION -> "version";
            case CREATED_AT -> "created_at";
            case DELETED_AT -> "deleted_at";
        };
        return "%s.%s %s NULLS LAST, %s.stream COLLATE \"C\""
                .formatted(table, column, request.ascending() ? "ASC" : "DESC", table);
    }

    private static Page page(PreparedStatement statement, int size) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<StreamInfo> streams = new ArrayList<>();
            long total = 0;
            while (rows.next()) {
                total = rows.getLong(1);
                // Beyond the last page there is but the total.
                if (rows.getString(2) != null) {
                    streams.add(info(rows, 2));
                }
            }
            return Page.of(streams, total, size);
        }
    }

    @Override
    public void softDelete(String stream, ExpectedVersion expected) {
        Refusals.requireAppendable(stream);
        Outcome outcome = database.find(SOFT_DELETE, new Outcome(Outcome.Kind.MISSING, 0), statement -> {
            statement.setString(1, stream);
            statement.setLong(2, expected.value());
            return outcome(statement);
        });
        requireDeleted(outcome, stream, expected);
    }

    @Override
    public void hardDelete(String stream, ExpectedVersion expected, String reason) {
        Refusals.requireAppendable(stream);
        if (!hardDeletes) {
            throw new HardDeletesDisabled(stream);
        }
        Outcome outcome = database.find(HARD_DELETE, new Outcome(Outcome.Kind.MISSING, 0), statement -> {
            statement.setString(1, stream);
            statement.setLong(2, expected.value());
            statement.setString(3, reason);
            return outcome(statement);
        });
        requireDeleted(outcome, stream, expected);
    }

    private static Outcome outcome(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return new Outcome(Outcome.Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT)), row.getLong(2));
        }
    }

    private static void requireDeleted(Outcome outcome, String stream, ExpectedVersion expected) {
        switch (outcome.kind()) {
            case DELETED -> {}
            case REFUSED -> throw new WrongExpectedVersion(stream, expected, outcome.version());
            case GONE -> throw new StreamDeleted(stream);
            case MISSING -> throw new StreamNotFound(stream);
        }
    }
}
