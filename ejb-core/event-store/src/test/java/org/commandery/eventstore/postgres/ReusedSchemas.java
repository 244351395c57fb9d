package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Schemas that are emptied and used again: to make one takes ten times as long, and what connections know of it they would learn anew. */
final class ReusedSchemas {

    /** Whether a transaction is under way that has used the schema, be it a prepared one. */
    private static final String IS_IN_USE = """
            SELECT EXISTS (
                SELECT FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
                 WHERE c.relnamespace = to_regnamespace(quote_ident(?)) AND l.pid IS DISTINCT FROM pg_backend_pid())
            """;

    /** Whatever protects events from changes does not fire in this session. */
    private static final String EMPTY = """
            BEGIN;
            SET LOCAL session_replication_role = replica;
            DO $do$
            DECLARE
                v_table name;
            BEGIN
                FOR v_table IN SELECT tablename FROM pg_tables WHERE schemaname = '%1$s' AND tablename <> 'head' LOOP
                    EXECUTE format('DELETE FROM %%I.%%I', '%1$s', v_table);
                END LOOP;
                PERFORM setval(format('%%I.%%I', schemaname, sequencename)::regclass, start_value, false)
                   FROM pg_sequences WHERE schemaname = '%1$s' AND last_value IS NOT NULL;
            END
            $do$;
            UPDATE "%1$s".head SET position = 0;
            COMMIT;
            """;

    private record Taken(Payload payload, String schema) {}

    private final List<Taken> taken = new ArrayList<>();
    private final Map<Payload, Deque<String>> free = new EnumMap<>(Payload.class);

    /** An empty store's schema, until all are released. */
    String take(Payload payload) {
        Deque<String> known = free.computeIfAbsent(payload, each -> new ArrayDeque<>());
        String schema = known.isEmpty() ? TestDatabase.newSchema(payload) : known.pop();
        taken.add(new Taken(payload, schema));
        return schema;
    }

    /** Nobody uses a schema any more that was taken. One that is in use all the same, by something that a test has left behind, is never given out again. */
    void releaseAll() {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                PreparedStatement inUse = connection.prepareStatement(IS_IN_USE);
                Statement empty = connection.createStatement()) {
            for (Taken each : taken) {
                inUse.setString(1, each.schema());
                if (!answer(inUse)) {
                    empty.execute(EMPTY.formatted(each.schema()));
                    free.get(each.payload()).push(each.schema());
                }
            }
            taken.clear();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean answer(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
