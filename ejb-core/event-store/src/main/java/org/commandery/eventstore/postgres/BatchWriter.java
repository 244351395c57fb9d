package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.commandery.eventstore.EventStoreException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches over a connection that it keeps, and finds out the truth when something goes wrong. Used by one thread at a time.
 *
 * <p>When a batch fails for what is in it, it is written again in halves, until only the guilty append is left over. When the connection
 * breaks, nobody knows whether the batch was committed: a new connection is asked for what is stored ({@link StoredAppends}), and what is not
 * there is written again. That is safe even if the first attempt is only slow: ids are unique, so one of the two writes fails.
 */
final class BatchWriter implements AutoCloseable {

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
                answer(rest, open.execute(rest.stream().map(Pending::appends).toList()), attempt);
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
                .forEach(pending ->
                        pending.answer().completeExceptionally(SqlErrors.forAppend(database, pending.streams(), e)));
    }

    /** The first attempt may have been committed after it was looked for: then its ids are what the second one ran into. */
    private void refuse(Pending pending, SQLException e) {
        try {
            for (Pending refused : answerStored(List.of(pending))) {
                refused.answer().completeExceptionally(SqlErrors.forAppend(database, refused.streams(), e));
            }
        } catch (SQLException lost) {
            e.addSuppressed(lost);
            close();
            pending.answer().completeExceptionally(SqlErrors.unavailable(database, e));
        }
    }

    private void answer(List<Pending> batch, List<Outcome> outcomes, int attempt) throws SQLException {
        List<Written> written = new ArrayList<>(batch.size());
        int from = 0;
        for (Pending pending : batch) {
            int to = from + pending.appends().size();
            written.add(new Written(pending, outcomes.subList(from, to)));
            from = to;
        }
        if (attempt > 1) {
            answerStored(written.stream()
                    .filter(Written::isRefused)
                    .map(Written::pending)
                    .toList());
        }
        written.forEach(Written::answer);
    }

    /** Answers the appends that are stored already, and returns the others. */
    private List<Pending> answerStored(List<Pending> batch) throws SQLException {
        if (!batch.isEmpty()) {
            new StoredAppends(database, connection()).answer(batch);
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

    /** Appends, and what the function said of each. */
    private record Written(Pending pending, List<Outcome> outcomes) {

        boolean isRefused() {
            return outcomes.stream().anyMatch(outcome -> outcome.kind() != Outcome.Kind.APPENDED);
        }

        void answer() {
            try {
                pending.answer().complete(Outcome.resultsOf(pending.appends(), outcomes));
            } catch (EventStoreException refused) {
                pending.answer().completeExceptionally(refused);
            }
        }
    }
}
