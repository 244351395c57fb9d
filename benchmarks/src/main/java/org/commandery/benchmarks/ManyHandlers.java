package org.commandery.benchmarks;

import io.agroal.api.AgroalDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.commandery.application.Consistency;
import org.commandery.benchmarks.measuring.Figure;
import org.commandery.benchmarks.measuring.Result;
import org.commandery.benchmarks.measuring.Settings;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.commandery.runtime.subscription.StartFrom;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.subscription.Subscriptions;

/**
 * How often the events of a store are read with 50 handlers that follow all of them, against one handler, while the same number of events is appended. The handlers do
 * nothing but move their checkpoints, each in transactions of its own, so they are as quick as handlers can be.
 */
final class ManyHandlers implements Figure {

    private static final int MANY = 50;
    private static final double TARGET = 1.3;
    private static final int EVENTS_A_SECOND = 400;
    private static final int CONNECTIONS = 100;
    private static final long POLL_MILLIS = 20;

    @Override
    public String id() {
        return "fifty-handlers";
    }

    /** On a server of its own, as this one has to count. */
    @Override
    public Result measure(Site site, Settings settings) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.temporary(CONNECTIONS, Statements.SETTINGS);
                Site counted = new Site(database, "handlers")) {
            counted.execute(Statements.CREATE);
            EventStoreMigrations.migrate(counted.unpooled(), Stores.SCHEMA);
            return compare(counted, settings.rounds(), settings.duration().multipliedBy(settings.quick() ? 2 : 4));
        }
    }

    /** Of queries and events, what has grown more counts. */
    private Result compare(Site site, int rounds, Duration duration) throws Exception {
        List<Double> ratios = new ArrayList<>();
        String absolute = "";
        for (int round = 1; round <= rounds; round++) {
            Statements.Reads one = reads(site, 1, duration);
            Statements.Reads many = reads(site, MANY, duration);
            ratios.add(Math.max((double) many.queries() / one.queries(), (double) many.rows() / one.rows()));
            absolute = String.format(
                    Locale.ROOT,
                    "%,d queries, %,d events : %,d queries, %,d events",
                    many.queries(),
                    many.rows(),
                    one.queries(),
                    one.rows());
            System.out.printf(
                    Locale.ROOT, "%s %d/%d: %s = %.2f%n", id(), round, rounds, absolute, ratios.get(round - 1));
        }
        return Result.cost(
                id(), ratios, "one handler, %,d events/s".formatted(EVENTS_A_SECOND), TARGET, "at last " + absolute);
    }

    /** What is read while so many handlers follow the events. */
    private static Statements.Reads reads(Site site, int handlers, Duration duration) throws Exception {
        Statements statements = new Statements(site.unpooled());
        try (AgroalDataSource pool = Site.pool(site.jdbcUrl());
                EventStore store =
                        PostgresEventStore.builder(pool).schema(Stores.SCHEMA).build();
                Subscriptions subscriptions = new Subscriptions("handlers", store)) {
            for (int handler = 1; handler <= handlers; handler++) {
                subscriptions.subscribe(
                        new SubscriptionDefinition("handler-" + handler, StartFrom.CURRENT, Consistency.EVENTUAL, null),
                        (events, replay, checkpoint) -> checkpoint.run());
            }
            await(subscriptions, store.head());
            statements.forget();
            List<Trickle.Acknowledged> appended = Trickle.run(store, EVENTS_A_SECOND, duration);
            await(
                    subscriptions,
                    appended.stream()
                            .mapToLong(Trickle.Acknowledged::position)
                            .max()
                            .orElseThrow());
            return statements.ofEvents();
        }
    }

    /** Waits until all have handled the events up to a position. */
    private static void await(Subscriptions subscriptions, long position) throws InterruptedException {
        while (subscriptions.known().stream()
                .mapToLong(SubscriptionStatus::checkpoint)
                .anyMatch(at -> at < position)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
