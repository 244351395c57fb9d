package org.commandery.benchmarks;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.measuring.Workload;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.tools.transfer.BulkImport;

/** Imports events of streams of ten, a transaction of 20,000 at a time. */
final class BulkImports implements Workload {

    private final Site site;

    BulkImports(Site site) {
        EventStoreMigrations.migrate(site.unpooled(), Stores.SCHEMA);
        this.site = site;
    }

    @Override
    public Worker worker() {
        return new Importer(new BulkImport(site.unpooled(), Stores.SCHEMA));
    }

    private static final class Importer implements Worker {

        private final BulkImport bulk;
        private final Instant now = Instant.now();
        private long position;

        Importer(BulkImport bulk) {
            this.bulk = bulk;
        }

        @Override
        public long once() {
            for (int i = 0; i < RawCopies.ROWS; i++) {
                bulk.add(event(position++));
            }
            bulk.flush();
            return RawCopies.ROWS;
        }

        private RecordedEvent event(long number) {
            return new RecordedEvent(
                    UuidCreator.getTimeOrderedEpochPlus1(),
                    number + 1,
                    "order-" + number / RawCopies.EVENTS_A_STREAM,
                    number % RawCopies.EVENTS_A_STREAM + 1,
                    OrderPlaced.TYPE,
                    1,
                    OrderPlaced.DATA,
                    Map.of(),
                    null,
                    null,
                    Set.of(),
                    now,
                    null);
        }

        @Override
        public void close() throws SQLException {
            bulk.close();
        }
    }
}
