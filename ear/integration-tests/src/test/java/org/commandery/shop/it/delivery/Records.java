package org.commandery.shop.it.delivery;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.commandery.event.EventMetadata;

/** What the handlers did: a row for each event that they handled, and, outside any transaction, how often they tried. */
@Dependent
public class Records {

    private static final String INSERT = """
            INSERT INTO handled (handler, position, attempts) VALUES (?, ?, ?)
            """;

    private static final Map<String, Integer> ATTEMPTS = new ConcurrentHashMap<>();

    @Resource(lookup = "java:jboss/datasources/delivery")
    private DataSource dataSource;

    /** Counts an attempt and writes the row, which is there when the transaction commits. Returns the number of attempts so far. */
    public int write(EventMetadata metadata) throws SQLException {
        int attempts = attempt(metadata);
        writeAs(metadata.handler(), metadata, attempts);
        return attempts;
    }

    /** The same, with another number in the row than that of the attempts. */
    public int write(EventMetadata metadata, int number) throws SQLException {
        int attempts = attempt(metadata);
        writeAs(metadata.handler(), metadata, number);
        return attempts;
    }

    private static int attempt(EventMetadata metadata) {
        return ATTEMPTS.merge(metadata.handler() + "/" + metadata.position(), 1, Integer::sum);
    }

    /** Writes a row under a name. */
    public void writeAs(String handler, EventMetadata metadata, int number) throws SQLException {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, handler);
            insert.setLong(2, metadata.position());
            insert.setInt(3, number);
            insert.executeUpdate();
        }
    }
}
