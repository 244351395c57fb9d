package org.commandery.eventstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Snapshot;
import org.commandery.eventstore.Snapshots;
import org.commandery.eventstore.UnacceptableEvent;

/** Snapshots as rows; a connection of the datasource is in the caller's JTA transaction by itself. */
final class PostgresSnapshots implements Snapshots {

    private static final String FIND = """
            SELECT stream, version, type, revision, data, metadata, created_at FROM {schema}.snapshots WHERE stream = ?
            """;

    private static final String RECORD = """
            INSERT INTO {schema}.snapshots AS known (stream, version, type, revision, data, metadata, created_at)
            VALUES (?, ?, ?, ?, ?::json, ?::json, clock_timestamp())
                ON CONFLICT (stream) DO UPDATE
               SET (version, type, revision, data, metadata, created_at)
                 = (excluded.version, excluded.type, excluded.revision, excluded.data, excluded.metadata, excluded.created_at)
             WHERE known.version <= excluded.version
            """;

    private static final String DELETE = """
            DELETE FROM {schema}.snapshots WHERE stream = ?
            """;

    private final Database database;

    PostgresSnapshots(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Snapshot> find(String stream) {
        return database.find(FIND, Optional.empty(), statement -> {
            statement.setString(1, stream);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(snapshot(row)) : Optional.empty();
            }
        });
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        return new Snapshot(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                MetadataJson.read(row.getString(6)),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }

    @Override
    public void record(Snapshot snapshot) {
        try {
            database.run(RECORD, statement -> {
                statement.setString(1, snapshot.stream());
                statement.setLong(2, snapshot.version());
                statement.setString(3, snapshot.type());
                statement.setInt(4, snapshot.revision());
                statement.setString(5, snapshot.data());
                statement.setString(6, MetadataJson.write(snapshot.metadata()));
                return statement.executeUpdate();
            });
        } catch (EventStoreUnavailable e) {
            throw e.getCause() instanceof SQLException cause && SqlErrors.isUnacceptable(cause)
                    ? new UnacceptableEvent(snapshot.stream(), "its snapshot is no JSON text, or holds a NUL", cause)
                    : e;
        }
    }

    @Override
    public void delete(String stream) {
        database.find(DELETE, 0, statement -> {
            statement.setString(1, stream);
            return statement.executeUpdate();
        });
    }
}
