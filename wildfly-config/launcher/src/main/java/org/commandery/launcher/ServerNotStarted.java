package org.commandery.launcher;

import java.nio.file.Path;

/** The server ended, refused a deployment or took too long. The message says which, and where its log is. */
public final class ServerNotStarted extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient Path log;

    ServerNotStarted(String reason, Path log) {
        super("the server did not start: " + reason + "\nits log: " + log);
        this.log = log;
    }

    /**
     * Where the server wrote what happened.
     *
     * @return an absolute path; the file may be missing if the server ended before it could log
     */
    public Path log() {
        return log;
    }
}
