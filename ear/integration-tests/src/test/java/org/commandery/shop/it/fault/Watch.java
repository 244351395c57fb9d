package org.commandery.shop.it.fault;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the store while all goes on, several times a second, each time at one snapshot: no checkpoint is beyond the last event or goes back, and the read
 * model of a handler is never ahead of its checkpoint or behind it.
 */
final class Watch implements AutoCloseable {

    private static final long EVERY_MILLIS = 250;

    private static final String LOOK = """
            SELECT c.subscription, c.position, (SELECT coalesce(max(position), 0) FROM ledger.events),
                   (SELECT count(*) FROM ledger.events e
                     WHERE c.subscription = 'ledger.counted' AND e.type = 'entered' AND e.position > ? AND e.position <= c.position),
                   (SELECT count(*) FROM books.journal j
                     WHERE c.subscription = 'ledger.counted' AND j.handler = c.subscription AND j.position > ?)
              FROM ledger.checkpoints c WHERE c.subscription LIKE 'ledger.%'
            """;

    private final Postgres postgres;
    private final long after;
    private final Map<String, Long> last = new HashMap<>();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();

    /** @param after only events after this position are looked at */
    Watch(Postgres postgres, long after) {
        this.postgres = postgres;
        this.after = after;
        watcher.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What should not be, in the words of a report. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    private void look() {
        try (var connection = postgres.connect();
                var select = connection.prepareStatement(LOOK)) {
            select.setLong(1, after);
            select.setLong(2, after);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    look(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5));
                }
            }
        } catch (SQLException e) {
            // The database is away now and then. That is what these tests are for.
        }
    }

    private void look(String checkpoint, long position, long head, long events, long lines) {
        long before = last.getOrDefault(checkpoint, 0L);
        last.put(checkpoint, position);
        if (position > head) {
            seen.add("%s was at %d when the last event was %d".formatted(checkpoint, position, head));
        }
        if (position < before) {
            seen.add("%s went back from %d to %d".formatted(checkpoint, before, position));
        }
        if (events != lines) {
            seen.add("%s was at %d with %d events handled of %d".formatted(checkpoint, position, lines, events));
        }
    }

    @Override
    public void close() {
        watcher.shutdown();
        try {
            watcher.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
