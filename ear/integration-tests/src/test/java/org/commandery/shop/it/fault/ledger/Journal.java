package org.commandery.shop.it.fault.ledger;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.commandery.event.EventMetadata;

/** Where handlers write down what they are given, in the datasource of the checkpoints. No key keeps them from writing it twice: the tests would see it. */
@Dependent
public class Journal {

    private static final String INSERT = """
            INSERT INTO books.journal (handler, position, stream, version, node) VALUES (?, ?, ?, ?, ?)
            """;

    private static final String COUNT = """
            INSERT INTO books.counts AS c (stream, entries, total, version, disordered) VALUES (?, 1, ?, ?, 0)
                ON CONFLICT (stream) DO UPDATE
               SET entries = c.entries + 1,
                   total = c.total + excluded.total,
                   version = excluded.version,
                   disordered = c.disordered + CASE WHEN excluded.version > c.version THEN 0 ELSE 1 END
            """;

    @Resource(lookup = "java:jboss/datasources/ordering")
    private DataSource dataSource;

    void write(EventMetadata event) throws SQLException {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, event.handler());
            insert.setLong(2, event.position());
            insert.setString(3, event.stream());
            insert.setLong(4, event.version());
            insert.setString(5, System.getProperty("jboss.node.name"));
            insert.executeUpdate();
        }
    }

    /** Adds to the counts of the event's stream, which says so when it got a later event before. */
    void count(EventMetadata event, long amount) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(COUNT)) {
            update.setString(1, event.stream());
            update.setLong(2, amount);
            update.setLong(3, event.version());
            update.executeUpdate();
        }
    }
}
