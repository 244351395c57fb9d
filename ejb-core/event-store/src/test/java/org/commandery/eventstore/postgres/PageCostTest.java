package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventQuery.Criterion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page of a query touches what it looks at, and not the whole of a large table. */
class PageCostTest {

    private static final String SCHEMA = TestDatabase.newSchema();
    private static final int EVENTS = 200_000;

    @BeforeAll
    static void fillTables() throws SQLException {
        TestDatabase.execute("""
                INSERT INTO "%1$s".streams (stream) SELECT 'stream-' || n FROM generate_series(1, %2$d / 10) n;
                INSERT INTO "%1$s".events (position, stream_id, version, event_id, type, data, tags, created_at)
                SELECT n, 1 + (n - 1) / 10, 1 + (n - 1) %% 10, gen_random_uuid(), 'type-' || n %% 20, '{}', ARRAY['common', 'rare-' || n / 100], now()
                  FROM generate_series(1, %2$d) n;
                INSERT INTO "%1$s".event_tags SELECT t, position FROM "%1$s".events, unnest(tags) t;
                ANALYZE "%1$s".streams, "%1$s".events, "%1$s".event_tags;
                """.formatted(SCHEMA, EVENTS));
    }

    @Test
    void noPageReadsAWholeTable() throws SQLException {
        for (EventQuery query : List.of(
                EventQuery.ALL,
                EventQuery.types("type-1", "type-2"),
                EventQuery.types("none"),
                EventQuery.streams("stream-1999"),
                EventQuery.correlation(UUID.randomUUID()),
                EventQuery.tags("rare-7"),
                EventQuery.tags("common", "rare-1900"),
                EventQuery.tags("rare-7").or(EventQuery.tags("rare-8")),
                EventQuery.tags("rare-7").or(EventQuery.types("type-1")),
                new EventQuery(List.of(new Criterion(Set.of("type-1"), Set.of("common"), "stream-", null))))) {
            for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
                String plan = plan(query, mode);
                assertThat(plan)
                        .as("%s, %s", query, mode)
                        .doesNotContain("Seq Scan on events", "Seq Scan on streams", "Seq Scan on event_tags");
            }
        }
    }

    private static String plan(EventQuery query, String mode) throws SQLException {
        QueryStatement page = QueryStatement.of(query, 100_000, 110_000, 100);
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.createStatement().execute("SET plan_cache_mode = " + mode);
            Database database = new Database(TestDatabase.dataSource(), SCHEMA);
            try (PreparedStatement statement =
                    database.prepare(connection, "EXPLAIN (ANALYZE, BUFFERS) " + page.sql())) {
                page.bind(statement);
                return text(statement);
            }
        }
    }

    private static String text(PreparedStatement statement) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return String.join("\n", lines);
    }
}
