package org.commandery.eventstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commandery.personal.ForgottenSubject;
import org.commandery.personal.ForgottenSubjects;

/** The record as rows; a connection of the datasource is in the caller's JTA transaction by itself. */
final class PostgresForgottenSubjects implements ForgottenSubjects {

    private static final String RECORD = """
            INSERT INTO {schema}.forgotten_subjects (key_id, subject, forgotten_by, reason)
            VALUES (?, ?, ?, ?) ON CONFLICT (key_id) DO NOTHING
            """;

    private static final String CONTAINS = """
            SELECT EXISTS (SELECT FROM {schema}.forgotten_subjects WHERE key_id = ?)
            """;

    private static final String FIND = """
            SELECT subject, key_id, forgotten_by, reason, forgotten_at
              FROM {schema}.forgotten_subjects WHERE subject = ? ORDER BY forgotten_at DESC
            """;

    private final Database database;

    PostgresForgottenSubjects(Database database) {
        this.database = database;
    }

    @Override
    public void record(ForgottenSubject forgotten) {
        database.run(RECORD, statement -> {
            statement.setObject(1, forgotten.keyId());
            statement.setString(2, forgotten.subject());
            statement.setString(3, forgotten.forgottenBy());
            statement.setString(4, forgotten.reason());
            return statement.executeUpdate();
        });
    }

    @Override
    public boolean contains(UUID keyId) {
        return database.run(CONTAINS, statement -> {
            statement.setObject(1, keyId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    @Override
    public List<ForgottenSubject> find(String subject) {
        return database.find(FIND, List.of(), statement -> {
            statement.setString(1, subject);
            try (ResultSet rows = statement.executeQuery()) {
                List<ForgottenSubject> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(forgotten(rows));
                }
                return found;
            }
        });
    }

    private static ForgottenSubject forgotten(ResultSet row) throws SQLException {
        return new ForgottenSubject(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant());
    }
}
