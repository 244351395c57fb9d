package org.commandery.eventstore.postgres;

import java.sql.SQLException;
import java.util.Set;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.UnacceptableEvent;

/**
 * Says what an error of the database means to a caller of the store.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL Error Codes</a>
 */
final class SqlErrors {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String NAME_OF_ID_CONSTRAINT = "events_event_id_key";

    /** Undefined table, function, schema. */
    private static final Set<String> NO_SCHEMA = Set.of("42P01", "42883", "3F000");

    /** Data exceptions, as of text that is no JSON or holds a NUL; and values beyond a limit, as a stream's name that is too long for its index. */
    private static final Set<String> CLASSES_OF_DATA = Set.of("22", "54");

    /** Connection exceptions; the operator shuts the server down; it takes no more connections. */
    private static final Set<String> CLASSES_OF_CONNECTION = Set.of("08", "57", "53");

    /** A statement that was cancelled is of class 57 too, but its connection lives. */
    private static final String QUERY_CANCELED = "57014";

    /** The server became a standby: a new connection may find the primary. */
    private static final String READ_ONLY = "25006";

    private SqlErrors() {}

    /** Whether the connection is of no use any more, so that it is not known what became of the statement. */
    static boolean isConnectionLost(SQLException e) {
        String state = e.getSQLState();
        // Pools throw errors of their own, without a state.
        return state == null
                || state.length() < 2
                || state.equals(READ_ONLY)
                || (CLASSES_OF_CONNECTION.contains(state.substring(0, 2)) && !state.equals(QUERY_CANCELED));
    }

    /** Whether the text itself is one that PostgreSQL cannot hold, as one with a NUL. */
    static boolean isUnacceptable(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.length() == 5 && CLASSES_OF_DATA.contains(state.substring(0, 2));
    }

    /** Whether the batch failed for what is in one of its appends, so that the others can be written without it. */
    static boolean isOfContent(SQLException e) {
        return isUnacceptable(e) || UNIQUE_VIOLATION.equals(e.getSQLState());
    }

    /** What became of an append when the database refused it. */
    static EventStoreException forAppend(Database database, String stream, SQLException e) {
        if (isUnacceptable(e)) {
            return new UnacceptableEvent(stream, firstLine(e), e);
        }
        if (UNIQUE_VIOLATION.equals(e.getSQLState())
                && String.valueOf(e.getMessage()).contains(NAME_OF_ID_CONSTRAINT)) {
            return new DuplicateEvent(stream, e);
        }
        return unavailable(database, e);
    }

    /** What an error means that has nothing to do with what was asked for. */
    static EventStoreUnavailable unavailable(Database database, SQLException e) {
        return NO_SCHEMA.contains(String.valueOf(e.getSQLState()))
                ? new EventStoreUnavailable(
                        "the schema '%s' holds no event store: run EventStoreMigrations"
                                .formatted(database.schemaForMessages()),
                        e)
                : new EventStoreUnavailable("the database cannot be used: " + firstLine(e), e);
    }

    static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
