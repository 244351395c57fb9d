package org.commandery.benchmarks;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.commandery.benchmarks.measuring.Crew;
import org.commandery.benchmarks.measuring.Side;
import org.commandery.benchmarks.measuring.Site;

/** Appends to a few streams, under the snapshot of a transaction that reads for long, as a dump or a report does. */
final class OldSnapshot implements Side {

    static final int WRITERS = 16;

    private static final String TAKE_SNAPSHOT = """
            SELECT count(*) FROM pg_class
            """;

    private final Site site;
    private final Duration age;
    private final Crew crew;

    /** @param age for how long there are appends under the snapshot before they are measured */
    OldSnapshot(Site site, Duration age) throws Exception {
        this.site = site;
        this.age = age;
        this.crew = new Crew(appends(site), WRITERS);
    }

    /** The appends, with a snapshot or without. */
    static StoreAppends appends(Site site) {
        return StoreAppends.of(Stores.open(site.unpooled(), Stores.SCHEMA), 1);
    }

    @Override
    public double measure(Duration duration) throws Exception {
        try (Connection reader = site.unpooled().getConnection();
                Statement report = reader.createStatement()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            report.execute(TAKE_SNAPSHOT);
            crew.work(age);
            return crew.work(duration);
        }
    }

    @Override
    public void close() {
        crew.close();
    }
}
