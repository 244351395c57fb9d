package org.commandery.web.problem;

import jakarta.resource.ResourceException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.stream.Stream;

/** Knows a database that cannot be reached, or is not ready yet, by what JDBC, JPA and the connection pool throw. */
final class DatabaseAway {

    /** Connection exception; insufficient resources; operator intervention. */
    private static final Set<String> CLASSES = Set.of("08", "53", "57");

    /** Undefined table or schema: the migrations have not run because the database was away. */
    private static final Set<String> NOT_MIGRATED = Set.of("42P01", "3F000");

    /** An administrator has taken the application's rights, and may give them back. */
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private DatabaseAway() {}

    static boolean isCauseOf(Throwable exception) {
        return Stream.iterate(exception, e -> e != null, Throwable::getCause)
                .limit(20) // a chain of causes can be a ring
                .anyMatch(DatabaseAway::says);
    }

    private static boolean says(Throwable exception) {
        if (exception instanceof ResourceException // the pool has no connection to give
                || exception instanceof SQLTransientConnectionException
                || exception instanceof SQLNonTransientConnectionException
                || exception instanceof SQLRecoverableException) {
            return true;
        }
        if (!(exception instanceof SQLException sql)
                || sql.getSQLState() == null
                || sql.getSQLState().length() != 5) {
            return false;
        }
        String state = sql.getSQLState();
        return CLASSES.contains(state.substring(0, 2))
                || NOT_MIGRATED.contains(state)
                || INSUFFICIENT_PRIVILEGE.equals(state);
    }
}
