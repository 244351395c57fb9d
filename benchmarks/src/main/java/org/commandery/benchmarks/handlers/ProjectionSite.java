package org.commandery.benchmarks.handlers;

import java.sql.SQLException;
import java.util.Map;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.projection.Projections;
import org.commandery.database.EmbeddedDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Where handlers on a server are measured: a PostgreSQL of its own, as it has to remember when transactions were committed, with a store that is full of events,
 * and a WildFly. It is made when it is asked for first, and all figures that ask share it.
 */
public final class ProjectionSite implements AutoCloseable {

    /** The schema of the store and of the read models. */
    static final String SCHEMA = Projections.CONTEXT;

    private static final int CONNECTIONS = 100;
    private static final Map<String, String> SETTINGS = Map.of("track_commit_timestamp", "on");

    private final int events;
    private final Filling filling;
    private @Nullable Open open;

    /** Fills a store. */
    public interface Filling {

        /** Makes a store in a schema, and that many events in it. */
        void write(Site site, String schema, int events) throws SQLException;
    }

    /**
     * @param events how many are stored
     * @param filling writes them
     */
    public ProjectionSite(int events, Filling filling) {
        this.events = events;
        this.filling = filling;
    }

    private record Open(EmbeddedDatabase database, Site site, Commits commits, ProjectionServer server) {}

    /** How many events were stored before the server was started. */
    int events() {
        return events;
    }

    /** The database. */
    Site site() throws SQLException {
        return open().site();
    }

    /** The server, whose handlers have seen all events. */
    ProjectionServer server() throws SQLException {
        return open().server();
    }

    /** When what was committed there. */
    Commits commits() throws SQLException {
        return open().commits();
    }

    private synchronized Open open() throws SQLException {
        Open current = open;
        if (current == null) {
            EmbeddedDatabase database = EmbeddedDatabase.temporary(CONNECTIONS, SETTINGS);
            Site site = new Site(database, SCHEMA);
            filling.write(site, SCHEMA, events);
            Commits commits = new Commits(site.pool(), SCHEMA);
            current = new Open(database, site, commits, ProjectionServer.start(site, SCHEMA));
            open = current;
        }
        return current;
    }

    @Override
    public synchronized void close() throws SQLException {
        if (open != null) {
            open.server().close();
            open.site().close();
            open.database().close();
            open = null;
        }
    }
}
