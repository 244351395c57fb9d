package org.commandery.eventstore.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.RecordedEvent;

/** Reads the events of a query, a page at a time. */
final class QueryReader {

    /** How many positions one page looks at, so that a query that matches little does not keep a connection for long. */
    private static final long SPAN = 10_000;

    private final Database database;

    QueryReader(Database database) {
        this.database = database;
    }

    EventPage read(EventQuery query, long afterPosition, int limit) {
        EventReader.requirePositive(limit);
        long after = Math.max(0, afterPosition);
        long to = QueryStatement.isByTags(query) || after > Long.MAX_VALUE - SPAN ? Long.MAX_VALUE : after + SPAN;
        QueryStatement page = QueryStatement.of(query, after, to, limit);
        return database.run(page.sql(), statement -> {
            page.bind(statement);
            return page(statement, after, to, limit);
        });
    }

    private static EventPage page(PreparedStatement statement, long after, long to, int limit) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<RecordedEvent> events = new ArrayList<>();
            long head = 0;
            while (rows.next()) {
                head = rows.getLong(EventRow.NEXT);
                if (rows.getString(1) != null) {
                    events.add(EventRow.of(rows, null));
                }
            }
            long lookedAt = events.size() < limit
                    ? Math.min(to, head)
                    : events.get(limit - 1).position();
            return new EventPage(events, Math.max(after, lookedAt), lookedAt >= head);
        }
    }
}
