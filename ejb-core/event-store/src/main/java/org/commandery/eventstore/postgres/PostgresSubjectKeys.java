package org.commandery.eventstore.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.commandery.personal.SubjectKey;
import org.commandery.personal.SubjectKeys;

/** Keys as rows; a connection of the datasource is in the caller's JTA transaction by itself. */
final class PostgresSubjectKeys implements SubjectKeys {

    private static final String CURRENT = """
            SELECT key_id, subject, key FROM {schema}.subject_keys WHERE subject = ?
            """;

    private static final String FIND = """
            SELECT key_id, subject, key FROM {schema}.subject_keys WHERE key_id = ?
            """;

    private static final String CREATE = """
            INSERT INTO {schema}.subject_keys (key_id, subject, key) VALUES (?, ?, ?) ON CONFLICT (subject) DO NOTHING
            """;

    private static final String DELETE = """
            DELETE FROM {schema}.subject_keys WHERE key_id = ?
            """;

    private final Database database;

    PostgresSubjectKeys(Database database) {
        this.database = database;
    }

    @Override
    public SubjectKey obtain(String subject) {
        while (true) {
            Optional<SubjectKey> known = current(subject);
            if (known.isPresent()) {
                return known.get();
            }
            SubjectKey created = SubjectKey.create(subject);
            if (isFirst(created)) {
                return created;
            }
        }
    }

    /** Whether nobody else has created one meanwhile. If somebody is about to, this waits for the end of the other's transaction. */
    private boolean isFirst(SubjectKey created) {
        return database.run(CREATE, statement -> {
            statement.setObject(1, created.id());
            statement.setString(2, created.subject());
            statement.setBytes(3, created.key().getEncoded());
            return statement.executeUpdate() == 1;
        });
    }

    @Override
    public Optional<SubjectKey> current(String subject) {
        return database.find(CURRENT, Optional.empty(), statement -> {
            statement.setString(1, subject);
            return first(statement);
        });
    }

    @Override
    public Optional<SubjectKey> find(UUID id) {
        return database.run(FIND, statement -> {
            statement.setObject(1, id);
            return first(statement);
        });
    }

    private static Optional<SubjectKey> first(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(SubjectKey.of(row.getObject(1, UUID.class), row.getString(2), row.getBytes(3)))
                    : Optional.empty();
        }
    }

    @Override
    public boolean delete(UUID id) {
        return database.run(DELETE, statement -> {
            statement.setObject(1, id);
            return statement.executeUpdate() == 1;
        });
    }
}
