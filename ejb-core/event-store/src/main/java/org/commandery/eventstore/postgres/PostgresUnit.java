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
    public void write(List<Append> appends) {
        Batches batches =
                new Batches(new ArrayDeque<>(appends.stream().map(Pending::new).toList()));
        List<Append> batch = List.of();
        try (Connection connection = database.open();
                AppendCall call = new AppendCall(database, connection)) {
            for (batch = next(batches); !batch.isEmpty(); batch = next(batches)) {
                requireAppended(batch, call.execute(batch));
            }
        } catch (SQLException e) {
            String streams = batch.stream().map(Append::stream).collect(Collectors.joining("', '"));
            throw SqlErrors.forAppend(database, streams, e);
        }
    }

    private static List<Append> next(Batches batches) {
        return batches.next().stream().map(Pending::append).toList();
    }

    private static void requireAppended(List<Append> batch, List<Outcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) {
            Refusals.requireFirst(batch.get(i), outcomes.get(i).resultOf(batch.get(i)));
        }
    }

    @Override
    public void completed(boolean wasCommitted) {
        if (wasCommitted) {
            committed.run();
        }
    }
}
