package org.commandery.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server process that a data directory's {@code postmaster.pid} names.
 *
 * <p>A killed server leaves that file behind. PostgreSQL itself passes over a number that no process has, and refuses to start when any
 * process has it; after a reboot that may be anyone, so {@link #forgetImpostor} tells the two apart.
 */
final class Postmaster {

    private final Path dataDirectory;
    private final Path pidFile;

    Postmaster(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
        this.pidFile = dataDirectory.resolve("postmaster.pid");
    }

    /** The live server on the directory, or empty. */
    Optional<ProcessHandle> find() throws IOException {
        return named().filter(this::servesThisDirectory);
    }

    /** Removes a pid file whose number now belongs to a process that has nothing to do with the directory. */
    void forgetImpostor() throws IOException {
        if (named().filter(process -> !servesThisDirectory(process)).isPresent()) {
            Files.delete(pidFile);
        }
    }

    private Optional<ProcessHandle> named() throws IOException {
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .map(Long::valueOf)
                    .flatMap(ProcessHandle::of)
                    .filter(ProcessHandle::isAlive);
        }
    }

    /** Where the system does not show a process's arguments, any live process counts: a refused start loses no data. */
    private boolean servesThisDirectory(ProcessHandle process) {
        return process.info()
                .commandLine()
                .map(line -> line.contains(dataDirectory.toString()))
                .orElse(true);
    }
}
