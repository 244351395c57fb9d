package org.commandery.eventstore.postgres;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Removes the ids of old commands. They have no index by age, which appends would pay for: the table is gone through in the order of its pages, some at
 * a time, which finds as many rows at most as fit into these.
 */
final class CommandIds {

    /** Half a megabyte: some thousand ids, deleted within milliseconds. */
    private static final long PAGES = 64;

    /** How many pages the table has; no row when it is empty. */
    private static final String SIZE = """
            SELECT pg_relation_size(tableoid) / current_setting('block_size')::bigint FROM {schema}.commands LIMIT 1
            """;

    /** A scan of a range of row addresses, PostgreSQL 14 and newer. */
    private static final String FORGET = """
            DELETE FROM {schema}.commands WHERE ctid >= ?::tid AND ctid < ?::tid AND created_at < ?
            """;

    private final Database database;

    CommandIds(Database database) {
        this.database = database;
    }

    /** Removes those from before a moment, and says how many they were. */
    long forget(Instant before) {
        OffsetDateTime moment = before.atOffset(ZoneOffset.UTC);
        long size = size();
        long forgotten = 0;
        for (long page = 0; page < size; page += PAGES) {
            forgotten += forget(page, moment);
        }
        return forgotten;
    }

    private long size() {
        return database.run(SIZE, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0L;
            }
        });
    }

    private int forget(long page, OffsetDateTime before) {
        return database.run(FORGET, statement -> {
            statement.setString(1, address(page));
            statement.setString(2, address(page + PAGES));
            statement.setObject(3, before);
            return statement.executeUpdate();
        });
    }

    private static String address(long page) {
        return "(%d,0)".formatted(page);
    }
}
