package org.commandery.runtime.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.runtime.subscription.SubscriptionFixtures.QUICK;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.commandery.application.Consistency;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.commandery.runtime.subscription.SubscriptionDefinition.Batching;
import org.commandery.runtime.subscription.SubscriptionDefinition.Pauses;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** A rebuild that ends in the middle of its swap leaves no handler paused. A reader of the live tables keeps the swap waiting, so that there is a middle. */
@Timeout(60)
class RebuildingTest {

    private static final String DATABASE = "rebuilding";
    private static final String HANDLER = "shop.orders";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    static {
        EmbeddedDatabase.shared().createDatabase(DATABASE);
    }

    private final PGSimpleDataSource dataSource = EmbeddedDatabase.shared().dataSource(DATABASE);
    private final List<Subscriptions> nodes = new ArrayList<>();
    private EventStore store;
    private Connection reader;

    @BeforeEach
    void open() throws SQLException {
        String schema = "store_" + SCHEMAS.incrementAndGet();
        EventStoreMigrations.migrate(EmbeddedDatabase.shared().dataSource(DATABASE), schema);
        dataSource.setCurrentSchema(schema);
        store = PostgresEventStore.builder(dataSource).build();
        reader = dataSource.getConnection();
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.execute("CREATE TABLE orders (id text PRIMARY KEY)");
            reader.commit();
            statement.execute("SELECT FROM orders");
        }
        store.append("s", ExpectedVersion.ANY, List.of(EventData.of("x", "{}"), EventData.of("x", "{}")));
    }

    @AfterEach
    void close() throws SQLException {
        reader.close();
        nodes.forEach(Subscriptions::close);
        store.close();
    }

    @Test
    void aNodeThatIsClosedInTheSwapLetsTheLiveHandlerGoOn() {
        Subscriptions node = node(Duration.ofMinutes(1));
        node.rebuild(HANDLER);
        await().until(() -> reason() != null);

        node.close();

        assertThat(reason()).isNull();
        assertThat(store.rebuilds().find(HANDLER)).isPresent();
    }

    @Test
    void aRebuildThatIsGivenUpInTheSwapLetsTheLiveHandlerGoOn() {
        Subscriptions node = node(Duration.ofMinutes(1));
        node.rebuild(HANDLER);
        await().until(() -> reason() != null);
        assertThat(node.known().get(0).rebuild()).isNotNull();

        assertThat(node.abandonRebuild(HANDLER)).isTrue();

        assertThat(node.known().get(0).rebuild()).isNull();

        assertThat(reason()).isNull();
        await().until(() -> node.list().get(0).state() == State.LIVE);
    }

    @Test
    void aNodeThatIsThereAlreadyFinishesTheSwapOfOneThatWasKilledInIt() throws SQLException {
        Subscriptions node = node(QUICK.longestSwap());
        await().until(() -> checkpoint() == 2);
        leaveInTheSwap();
        reader.rollback();

        await().until(() -> store.rebuilds().find(HANDLER).isEmpty());

        assertThat(reason()).isNull();
        await().until(() -> node.list().get(0).state() == State.LIVE);
    }

    @Test
    void theNextStartLetsTheLiveHandlerGoOnThatANodeLeftPausedWhichWasKilled() {
        store.checkpoints().divide(HANDLER, 1, 0);
        leaveInTheSwap();

        node(Duration.ofMillis(50));

        await().until(() -> checkpoint() == 2);
    }

    @Test
    void aHandlerWhoseRebuildIsGivenUpFromAnotherNodeGoesOn() {
        Subscriptions node = node(QUICK.longestSwap());
        await().until(() -> checkpoint() == 2);
        leaveInTheSwap();
        store.rebuilds().abandon(HANDLER);

        await().until(() -> reason() == null);

        await().until(() -> node.list().get(0).state() == State.LIVE);
    }

    @Test
    void thePauseOfAnOperatorStaysWhenANodeIsClosedInTheSwap() {
        Subscriptions node = node(Duration.ofMillis(200));
        await().until(() -> checkpoint() == 2);
        node.pause(HANDLER, "for repairs");

        node.rebuild(HANDLER);
        await().until(() -> store.checkpoints()
                .find(HANDLER + "~rebuild")
                .filter(rebuilt -> rebuilt.position() == 2)
                .isPresent());

        await().during(Duration.ofSeconds(1)).until(() -> "for repairs".equals(reason()));
        node.close();
        assertThat(reason()).isEqualTo("for repairs");
    }

    /** What a node leaves behind that is killed at the worst moment. */
    private void leaveInTheSwap() {
        store.rebuilds().begin(HANDLER, Set.of("orders"));
        store.checkpoints().pause(HANDLER, RunningRebuild.SWAPPING);
    }

    private Subscriptions node(Duration longestSwap) {
        Timing timing = new Timing(
                QUICK.poll(),
                QUICK.firstPause(),
                QUICK.longestPause(),
                QUICK.idle(),
                QUICK.lease(),
                QUICK.attend(),
                longestSwap);
        Subscriptions node = new Subscriptions("shop", store, timing);
        nodes.add(node);
        node.subscribe(
                new SubscriptionDefinition(
                        HANDLER,
                        StartFrom.ORIGIN,
                        Consistency.EVENTUAL,
                        Selection.ofTypes(null),
                        1,
                        PartitionKey.STREAM,
                        Batching.BY_ITSELF,
                        Pauses.DEFAULT,
                        Set.of("orders")),
                new Deliveries() {
                    @Override
                    public Delivery live() {
                        return new TransactedHandler();
                    }

                    @Override
                    public Delivery rebuilding(Runnable enter) {
                        return new TransactedHandler();
                    }
                });
        return node;
    }

    private long checkpoint() {
        return store.checkpoints().find(HANDLER).map(Checkpoint::position).orElse(-1L);
    }

    private @Nullable String reason() {
        return store.checkpoints().find(HANDLER).map(Checkpoint::paused).orElse(null);
    }
}
