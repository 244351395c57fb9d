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
    int write(EventMetadata metadata) throws SQLException {
        int attempts = ATTEMPTS.merge(metadata.handler() + "/" + metadata.position(), 1, Integer::sum);
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, metadata.handler());
            insert.setLong(2, metadata.position());
            insert.setInt(3, attempts);
            insert.executeUpdate();
        }
        return attempts;
    }
}
