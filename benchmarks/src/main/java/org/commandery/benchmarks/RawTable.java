package org.commandery.benchmarks;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The least that any store could do: a row inserted into a table with the same columns and the same indexes, without order, versions, or
 * checks.
 */
final class RawTable {

    static final String CREATE = """
            CREATE TABLE raw_events (
                position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                stream_id      bigint NOT NULL,
                version        bigint NOT NULL,
                event_id       uuid NOT NULL UNIQUE,
                type           text NOT NULL,
                causation_id   uuid,
                correlation_id uuid,
                data           json NOT NULL,
                metadata       json,
                created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
                UNIQUE (stream_id, version)
            )
            """;

    private static final String INSERT = """
            INSERT INTO raw_events (stream_id, version, event_id, type, data) VALUES (?, ?, ?, ?, ?::json)""";

    private static final String ANOTHER_ROW = """
            , (?, ?, ?, ?, ?::json)""";

    private RawTable() {}

    /** A statement that inserts that many rows. */
    static String insert(int rows) {
        return INSERT + ANOTHER_ROW.repeat(rows - 1);
    }

    /** Binds all rows of the statement, giving them the versions after that one. */
    static void bind(PreparedStatement insert, int rows, long stream, long version) throws SQLException {
        int parameter = 1;
        for (int row = 1; row <= rows; row++) {
            insert.setLong(parameter++, stream);
            insert.setLong(parameter++, version + row);
            insert.setObject(parameter++, UuidCreator.getTimeOrderedEpochPlus1());
            insert.setString(parameter++, OrderPlaced.TYPE);
            insert.setString(parameter++, OrderPlaced.DATA);
        }
    }
}
