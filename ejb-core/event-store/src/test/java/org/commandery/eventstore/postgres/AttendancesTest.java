package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Segment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What it costs that nodes are present. */
class AttendancesTest {

    private static final Duration TIME_TO_LIVE = Duration.ofMillis(600);

    private final String schema = TestDatabase.newSchema();
    private final EventStore store =
            PostgresEventStore.builder(TestDatabase.dataSource()).schema(schema).build();
    private final Checkpoints checkpoints = store.checkpoints();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whoIsHeardOfOftenOnlyReadsMostOfTheTime() throws SQLException {
        checkpoints.attend("one", Set.of("b", "a"), Duration.ofHours(1));
        long written = versionOf("one");

        for (int i = 0; i < 20; i++) {
            checkpoints.attend("one", Set.of("a", "b"), Duration.ofHours(1));
        }

        assertThat(versionOf("one")).isEqualTo(written);
        checkpoints.attend("one", Set.of("a"), Duration.ofHours(1));
        assertThat(versionOf("one")).isNotEqualTo(written);
    }

    @Test
    void aPresenceIsWrittenAgainWhenAThirdOfItIsOver() throws SQLException {
        checkpoints.attend("one", Set.of(), TIME_TO_LIVE);
        long written = versionOf("one");

        await().pollInterval(TIME_TO_LIVE.dividedBy(20)).until(() -> {
            assertThat(checkpoints.attend("one", Set.of(), TIME_TO_LIVE).nodes())
                    .containsOnlyKeys("one");
            return versionOf("one") != written;
        });
    }

    @Test
    void leasesOfAPresentNodeLastWithoutAWrite() throws SQLException {
        checkpoints.divide("sub", 4, 0);
        for (Segment segment : Segment.of("sub", 4)) {
            checkpoints.claim(segment.name(), "one", Duration.ofMillis(1)).orElseThrow();
        }
        long claimed = number("SELECT sum(xmin::text::bigint) FROM \"%s\".checkpoints");

        await().pollInterval(TIME_TO_LIVE.dividedBy(10))
                .during(TIME_TO_LIVE.multipliedBy(2))
                .atMost(TIME_TO_LIVE.multipliedBy(10))
                .until(
                        () -> checkpoints
                                .attend("one", Set.of("sub#0/4", "sub#1/4", "sub#2/4", "sub#3/4"), TIME_TO_LIVE)
                                .checkpoints()
                                .stream()
                                .allMatch(checkpoint -> "one".equals(checkpoint.owner())));

        assertThat(number("SELECT sum(xmin::text::bigint) FROM \"%s\".checkpoints"))
                .isEqualTo(claimed);
    }

    @Test
    void nodesThatAreLongGoneLeaveNoRow() throws SQLException {
        checkpoints.attend("gone", Set.of(), Duration.ofMillis(1));

        await().until(() -> {
            checkpoints.attend("one", Set.of(), Duration.ofMillis(10));
            return number("SELECT count(*) FROM \"%s\".attendances") == 1;
        });
    }

    /** The transaction that has written a node's row. */
    private long versionOf(String node) throws SQLException {
        return number("SELECT xmin::text::bigint FROM \"%s\".attendances WHERE node = '" + node + "'");
    }

    private long number(String query) throws SQLException {
        return TestDatabase.number(TestDatabase.dataSource(), query.formatted(schema));
    }
}
