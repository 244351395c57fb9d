package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.internal.JoinedAppends;
import org.commandery.eventstore.internal.Refusals;

/** The store's part in a JTA transaction: connections of a JTA datasource belong to the transaction of the thread that opens them. */
final class PostgresUnit implements JoinedAppends.Unit {

    private final Database database;
    private final EventReader reader;
    private final Runnable committed;

    PostgresUnit(Database database, EventReader reader, Runnable committed) {
        this.database = database;
        this.reader = reader;
        this.committed = committed;
    }

    @Override
    public long version(String stream) {
        return reader.version(stream);
    }

    @Override
    public Optional<AppendResult> findCommand(UUID commandId) {
        return reader.findCommand(commandId);
    }

    @Override
    public void write(List<List<Append>> groups) {
        Batches batches =
                new Batches(new ArrayDeque<>(groups.stream().map(Pending::new).toList()));
        List<Pending> batch = List.of();
        try (Connection connection = database.open();
                AppendCall call = new AppendCall(database, connection)) {
            for (batch = batches.next(); !batch.isEmpty(); batch = batches.next()) {
                requireAppended(
                        batch, call.execute(batch.stream().map(Pending::appends).toList()));
            }
        } catch (SQLException e) {
            String streams = batch.stream().map(Pending::streams).collect(Collectors.joining("', '"));
            throw SqlErrors.forAppend(database, streams, e);
        }
    }

    private static void requireAppended(List<Pending> batch, List<Outcome> outcomes) {
        int from = 0;
        for (Pending pending : batch) {
            List<Append> group = pending.appends();
            Refusals.requireFirst(group, Outcome.resultsOf(group, outcomes.subList(from, from + group.size())));
            from += group.size();
        }
    }

    @Override
    public void completed(boolean wasCommitted) {
        if (wasCommitted) {
            committed.run();
        }
    }
}
