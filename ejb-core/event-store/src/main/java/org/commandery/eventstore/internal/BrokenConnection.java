package org.commandery.eventstore.internal;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells a delivery that failed because a connection to a database broke from one that failed for what is in the event. The database may be back before anybody looks,
 * so what was thrown is all there is to go by.
 */
public final class BrokenConnection {

    /**
     * Connection exceptions; the server stops, has crashed, is starting, or somebody ended the connection; it was idle in a transaction for too long; there are too
     * many.
     *
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL, error codes</a>
     */
    private static final Pattern STATES = Pattern.compile("08...|57P..|25P03|53300");

    private BrokenConnection() {}

    /** Whether it is in an error, its causes, or what was suppressed for it: a server hides there why a commit failed. */
    public static boolean isIn(Throwable error) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>();
        left.add(error);
        while (!left.isEmpty()) {
            Throwable next = left.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (is(next)) {
                return true;
            }
            Collections.addAll(left, next.getSuppressed());
            if (next.getCause() != null) {
                left.add(next.getCause());
            }
            if (next instanceof SQLException sql && sql.getNextException() != null) {
                left.add(sql.getNextException());
            }
        }
        return false;
    }

    /** An error without a state does not count: a pool throws one for a transaction that its handler has marked for rollback. */
    private static boolean is(Throwable error) {
        return error instanceof SQLRecoverableException
                || error instanceof SQLTransientConnectionException
                || error instanceof SQLNonTransientConnectionException
                || error instanceof SQLException sql
                        && sql.getSQLState() != null
                        && STATES.matcher(sql.getSQLState()).matches();
    }
}
