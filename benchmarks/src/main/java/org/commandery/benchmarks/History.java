package org.commandery.benchmarks;

import java.sql.SQLException;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.eventstore.postgres.EventStoreMigrations;

/** Gives a store a past: streams of ten events each, written by the server itself, which takes a tenth of the time of appending them. */
final class History {

    private static final int EVENTS_A_STREAM = 10;

    private static final String FILL_STREAMS = """
            INSERT INTO %1$s.streams (stream) SELECT 'old-' || n FROM generate_series(1, %2$d / %3$d) AS n
            """;

    private static final String FILL_EVENTS = """
            INSERT INTO %1$s.events (position, stream_id, version, event_id, type, data, created_at)
            SELECT n, (n - 1) / %3$d + 1, (n - 1) %% %3$d + 1, uuidv7(), '%4$s', '%5$s', clock_timestamp()
              FROM generate_series(1, %2$d) AS n
            """;

    /** Else the server would do so by itself while we measure. */
    private static final String TIDY = """
            VACUUM (ANALYZE) %1$s.%2$s
            """;

    private static final String CHECKPOINT = """
            CHECKPOINT
            """;

    private History() {}

    /** Makes the store's schema, and that many events in it. */
    static void write(Site site, String schema, int events) throws SQLException {
        EventStoreMigrations.migrate(site.unpooled(), schema);
        site.execute(FILL_STREAMS.formatted(schema, events, EVENTS_A_STREAM));
        site.execute(FILL_EVENTS.formatted(schema, events, EVENTS_A_STREAM, OrderPlaced.TYPE, OrderPlaced.DATA));
        site.execute(TIDY.formatted(schema, "streams"));
        site.execute(TIDY.formatted(schema, "events"));
        site.execute(CHECKPOINT);
    }
}
