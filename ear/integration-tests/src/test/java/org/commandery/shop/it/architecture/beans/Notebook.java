package org.commandery.shop.it.architecture.beans;

import jakarta.enterprise.context.Dependent;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.commandery.event.EventMetadata;

/**
 * Where the handlers note what they are given. It is written over the datasource of the application that the event comes from, in the transaction of the
 * handler's checkpoint. An event that is noted twice by one handler breaks the table's key.
 */
@Dependent
public class Notebook {

    private static final String INSERT = """
            INSERT INTO notebook.events (handler, position, stream, type) VALUES (?, ?, ?, ?)
            """;

    /** Notes an event. */
    void note(EventMetadata event) throws NamingException, SQLException {
        DataSource dataSource =
                (DataSource) new InitialContext().lookup("java:jboss/datasources/" + event.application());
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, event.handler());
            insert.setLong(2, event.position());
            insert.setString(3, event.stream());
            insert.setString(4, event.type());
            insert.executeUpdate();
        }
    }
}
