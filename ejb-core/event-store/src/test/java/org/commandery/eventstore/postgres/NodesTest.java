package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.eventstore.conformance.Events.events;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.SubscriptionOptions;
import org.commandery.eventstore.conformance.Inbox;
import org.commandery.eventstore.internal.AppendListeners;
import org.commandery.eventstore.transactions.Narayana;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** How nodes hear of each other's appends. The listeners below are called by nothing but appends: nobody polls here. */
class NodesTest {

    private static final String KILL = """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '%s'
            """;

    private final String schema = TestDatabase.newSchema();
    private final Database database = new Database(TestDatabase.dataSource(), schema);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aNodeIsToldOfAnotherOnesAppend() {
        try (EventStore one = store("one");
                EventStore other = store("other")) {
            listen(one);
            int before = calls.get();

            other.append("s", ExpectedVersion.ANY, events(1));

            await().until(() -> calls.get() > before);
        }
        assertThat(Notifications.listening(database)).isZero();
    }

    @Test
    @DisplayName(
            "T07 S31 after the listening connection was lost, what was stored meanwhile is delivered without a later append")
    void afterTheListeningConnectionWasLostWhatWasStoredMeanwhileIsDelivered() throws SQLException {
        try (EventStore one = store("to be killed");
                EventStore other = store("other")) {
            Inbox inbox = Inbox.acknowledging();
            one.subscriptions().open(SubscriptionOptions.named("sub"), Feed.all(), inbox);
            listen(one);
            inbox.await(1);
            for (int n = 2; n < 5; n++) {
                kill("to be killed");
                other.append("s", ExpectedVersion.ANY, events(1));
                inbox.await(n);
            }
            await().until(() -> Notifications.listening(database) == 1);
        }
    }

    @Test
    void nothingIsSentWhileNobodyElseListens() throws SQLException {
        try (EventStore one = store("one");
                Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            Notifications.Channel channel = Notifications.Channel.of(schema);
            statement.execute("LISTEN \"%s\"".formatted(channel.name()));
            listen(one);
            // A store that looks in the moment in which it begins to listen may take itself for another one, for a
            // second.
            await().until(() -> {
                notifications(connection);
                for (int i = 0; i < 20; i++) {
                    one.append("s", ExpectedVersion.ANY, events(1));
                }
                return notifications(connection) == 0;
            });

            try (Notifications present = Notifications.listen(database)) {
                assertThat(present).isNotNull();
                await().until(() -> {
                    one.append("s", ExpectedVersion.ANY, events(1));
                    return notifications(connection) > 0;
                });
            }
        }
    }

    private static int notifications(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getNotifications(20).length;
    }

    @Test
    void aStoreThatIsNotUsedGivesItsConnectionBackAndTakesOneAgainWithTheNextEvent() throws SQLException {
        Narayana narayana = new Narayana();
        try (AgroalDataSource pool = narayana.pool(TestDatabase.jdbcUrl());
                AppendListeners listeners = new AppendListeners("listeners");
                Nodes nodes = new Nodes(new Database(pool, schema), () -> 0, listeners, true, Duration.ofMillis(300))) {
            listeners.add(calls::incrementAndGet);
            assertThat(Notifications.listening(database)).isZero();

            for (int i = 0; i < 3; i++) {
                await().until(() -> {
                    nodes.used();
                    return Notifications.listening(database) == 1;
                });
                await().until(() -> Notifications.listening(database) == 0);
            }
        }
    }

    @Test
    void aStoreThatNobodyListensToTakesNoConnection() {
        try (EventStore one = store("one")) {
            one.append("s", ExpectedVersion.ANY, events(1));
            one.readAllForward(0, 1);

            await().during(Duration.ofMillis(200)).until(() -> Notifications.listening(database) == 0);
        }
    }

    @Test
    void withoutListeningItLooks() {
        try (EventStore one = PostgresEventStore.builder(TestDatabase.dataSource())
                        .schema(schema)
                        .withoutListening()
                        .build();
                EventStore other = store("other")) {
            one.onAppend(calls::incrementAndGet);
            one.append("s", ExpectedVersion.ANY, events(1));
            for (int i = 0; i < 5; i++) {
                int before = calls.get();
                other.append("s", ExpectedVersion.ANY, events(1));
                await().until(() -> calls.get() > before);
            }
            assertThat(Notifications.listening(database)).isZero();
        }
    }

    /** Has a store listen: it does when it has somebody to call, and is in use. */
    private void listen(EventStore store) {
        store.onAppend(calls::incrementAndGet);
        store.append("used", ExpectedVersion.ANY, events(1));
        await().until(() -> Notifications.listening(database) > 0);
    }

    private EventStore store(String application) {
        PGSimpleDataSource dataSource = (PGSimpleDataSource) TestDatabase.dataSource();
        dataSource.setApplicationName(application);
        return PostgresEventStore.builder(dataSource).schema(schema).build();
    }

    private static void kill(String application) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(KILL.formatted(application));
        }
    }
}
