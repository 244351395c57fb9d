package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers the names of streams, so that reading many events need not look each of them up. A stream's id and its name never change. */
final class StreamNames {

    private static final String FIND = """
            SELECT stream_id, stream FROM {schema}.streams WHERE stream_id = ANY (?)
            """;

    /** With names of 50 characters about a megabyte. */
    private static final int MOST_NAMES = 10_000;

    private final Database database;
    private final Map<Long, String> names = new ConcurrentHashMap<>();

    StreamNames(Database database) {
        this.database = database;
    }

    /** The name of a stream; null when it is not remembered. */
    @Nullable
    String get(long streamId) {
        return names.get(streamId);
    }

    /** Looks up those that are not remembered. Streams that are not there any more stay unknown. */
    void learn(Connection connection, Collection<Long> streamIds) throws SQLException {
        Object[] unknown =
                streamIds.stream().filter(id -> !names.containsKey(id)).toArray();
        if (unknown.length == 0) {
            return;
        }
        if (names.size() + unknown.length > MOST_NAMES) {
            names.clear();
            unknown = streamIds.toArray();
        }
        try (PreparedStatement find = database.prepare(connection, FIND)) {
            find.setArray(1, connection.createArrayOf("int8", unknown));
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    names.put(row.getLong(1), row.getString(2));
                }
            }
        }
    }
}
