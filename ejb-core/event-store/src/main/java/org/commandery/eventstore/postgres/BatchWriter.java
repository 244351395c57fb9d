package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStoreException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches over a connection that it keeps, and finds out the truth when something goes wrong. Used by one thread at a time.
 *
 * <p>When a batch fails for what is in it, it is written again in halves, until only the guilty append is left over. When the connection
 * breaks, nobody knows whether the batch was committed: a new connection is asked for the events by their ids, and what is not there is
 * written again. That is safe even if the first attempt is only slow: ids are unique, so one of the two writes fails.
 */
final class BatchWriter implements AutoCloseable {

    private static final String FIND_EVENTS = """
            SELECT event_id, version, position FROM {schema}.events WHERE event_id = ANY (?)
            """;

    private static final Logger LOG = Logger.getLogger(BatchWriter.class);

    /** After a restart of the database a pool may hand out some dead connections before it notices. */
    private static final int MOST_ATTEMPTS = 4;

    private final Database database;
    private @Nullable Connection connection;
    private @Nullable AppendCall call;
    private long lastUsed = System.nanoTime();

    BatchWriter(Database database) {
        this.database = database;
    }

    boolean isOpen() {
        return call != null;
    }

    boolean isIdleFor(Duration duration) {
        return System.nanoTime() - lastUsed >= duration.toNanos();
    }

    /** Writes a batch and answers each append in it. */
    void write(List<Pending> batch) {
        lastUsed = System.nanoTime();
        try {
            write(batch, 1);
        } catch (RuntimeException | Error e) {
            // Not an error of the database: whatever it is, nobody may wait for ever.
            close();
            batch.forEach(pending -> pending.answer().completeExceptionally(e));
        }
    }

    private void write(List<Pending> batch, int attempt) {
        List<Pending> rest = batch;
        try {
            AppendCall open = open();
            if (attempt > 1) {
                rest = answerStored(batch);
            }
            if (!rest.isEmpty()) {
                answer(rest, open.execute(rest.stream().map(Pending::append).toList()), attempt);
            }
        } catch (SQLException e) {
            recover(rest, attempt, e);
        }
    }

    private void recover(List<Pending> batch, int attempt, SQLException e) {
        if (SqlErrors.isConnectionLost(e)) {
            boolean wasConnected = connection != null;
            close();
            if (wasConnected && attempt < MOST_ATTEMPTS) {
                LOG.debugf(e, "the appender's connection broke, trying another");
                write(unanswered(batch), attempt + 1);
                return;
            }
        } else if (SqlErrors.isOfContent(e) && batch.size() > 1) {
            int half = batch.size() / 2;
            write(batch.subList(0, half), attempt);
            write(batch.subList(half, batch.size()), attempt);
            return;
        } else if (attempt > 1 && SqlErrors.isOfContent(e)) {
            refuse(batch.get(0), e);
            return;
        }
        unanswered(batch)
                .forEach(pending -> pending.answer()
                        .completeExceptionally(SqlErrors.forAppend(database, pending.append().stream(), e)));
    }

    /** The first attempt may have been committed after it was looked for: then its ids are what the second one ran into. */
    private void refuse(Pending pending, SQLException e) {
        try {
            for (Pending refused : answerStored(List.of(pending))) {
                refused.answer().completeExceptionally(SqlErrors.forAppend(database, refused.append().stream(), e));
            }
        } catch (SQLException lost) {
            e.addSuppressed(lost);
            close();
            pending.answer().completeExceptionally(SqlErrors.unavailable(database, e));
        }
    }

    private void answer(List<Pending> batch, List<Outcome> outcomes, int attempt) throws SQLException {
        List<Pending> refused = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (attempt > 1 && outcomes.get(i).kind() != Outcome.Kind.APPENDED) {
                refused.add(batch.get(i));
            }
        }
        if (!refused.isEmpty()) {
            answerStored(refused);
        }
        for (int i = 0; i < batch.size(); i++) {
            answer(batch.get(i), outcomes.get(i));
        }
    }

    private static void answer(Pending pending, Outcome outcome) {
        try {
            pending.answer().complete(outcome.resultOf(pending.append()));
        } catch (EventStoreException refused) {
            pending.answer().completeExceptionally(refused);
        }
    }

    /** Answers the appends whose events are stored already, and returns the others. */
    private List<Pending> answerStored(List<Pending> batch) throws SQLException {
        Map<UUID, Pending> byLastEvent = new HashMap<>();
        for (Pending pending : batch) {
            List<EventData> events = pending.append().events();
            if (!events.isEmpty()) {
                byLastEvent.put(events.get(events.size() - 1).eventId(), pending);
            }
        }
        Connection connection = connection();
        try (PreparedStatement find = database.prepare(connection, FIND_EVENTS)) {
            find.setArray(
                    1, connection.createArrayOf("uuid", byLastEvent.keySet().toArray()));
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    Pending stored = byLastEvent.get(rows.getObject(1, UUID.class));
                    Append append = stored.append();
                    stored.answer()
                            .complete(new AppendResult(
                                    append.stream(),
                                    rows.getLong(2),
                                    rows.getLong(3),
                                    append.events().size(),
                                    false));
                }
            }
        }
        return unanswered(batch);
    }

    private static List<Pending> unanswered(List<Pending> batch) {
        return batch.stream().filter(pending -> !pending.answer().isDone()).toList();
    }

    private Connection connection() throws SQLException {
        Connection known = connection;
        if (known == null) {
            known = database.open();
            connection = known;
            if (!known.getAutoCommit()) {
                known.setAutoCommit(true);
            }
            if (known.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
                known.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        }
        return known;
    }

    private AppendCall open() throws SQLException {
        AppendCall known = call;
        if (known == null) {
            known = new AppendCall(database, connection());
            call = known;
        }
        return known;
    }

    /** Gives the connection back; the next write takes another. */
    @Override
    public void close() {
        close(call);
        close(connection);
        call = null;
        connection = null;
    }

    private static void close(@Nullable AutoCloseable resource) {
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (Exception e) {
            LOG.debugf(e, "the appender's connection could not be closed");
        }
    }
}
