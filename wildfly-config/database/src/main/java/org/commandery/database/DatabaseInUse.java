package org.commandery.database;

import java.nio.file.Path;

/** Another server is alive on the data directory. Two servers on one directory would destroy it, so the second is refused. */
public final class DatabaseInUse extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient Path dataDirectory;
    private final long pid;

    DatabaseInUse(Path dataDirectory, long pid) {
        super("PostgreSQL already runs on " + dataDirectory + " as process " + pid
                + ": stop what started it, or end it with `kill -INT " + pid + "` if that was killed");
        this.dataDirectory = dataDirectory;
        this.pid = pid;
    }

    /**
     * The directory that both want.
     *
     * @return an absolute path
     */
    public Path dataDirectory() {
        return dataDirectory;
    }

    /**
     * The server that has it.
     *
     * @return the process id of the live PostgreSQL
     */
    public long pid() {
        return pid;
    }
}
