package org.commandery.database;

import java.nio.file.Path;

/** PostgreSQL did not come up. The message ends with what the server itself said last. */
public final class DatabaseNotStarted extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient Path dataDirectory;

    DatabaseNotStarted(Path dataDirectory, String reason, Throwable cause) {
        super("PostgreSQL did not start on " + dataDirectory + ": " + reason, cause);
        this.dataDirectory = dataDirectory;
    }

    DatabaseNotStarted(Path dataDirectory, String reason) {
        super("PostgreSQL did not start on " + dataDirectory + ": " + reason);
        this.dataDirectory = dataDirectory;
    }

    /**
     * Where the data would have been.
     *
     * @return an absolute path
     */
    public Path dataDirectory() {
        return dataDirectory;
    }
}
