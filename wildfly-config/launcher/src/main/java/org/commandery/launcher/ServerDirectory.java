package org.commandery.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A server's own directory ({@code jboss.server.base.dir}).
 *
 * <p>Its configuration is a copy of the one in the home. What is changed in the copy, for instance in the console, is kept from start to start,
 * until the home's configuration itself changes: then the new one wins, because the deployed archives were built with it.
 */
final class ServerDirectory {

    private final Path home;
    private final Path directory;
    private final String configuration;

    /** @param configuration the name of the configuration's file */
    ServerDirectory(Path home, Path directory, String configuration) {
        this.home = home;
        this.directory = directory;
        this.configuration = configuration;
    }

    void prepare(List<Path> archives) throws IOException {
        Files.createDirectories(log().getParent());
        Files.createDirectories(directory.resolve("lib"));
        refreshConfiguration();
        delete(deployments());
        Files.createDirectories(deployments());
        for (Path archive : archives) {
            Files.copy(archive, deployed(archive));
        }
    }

    /** Everything that the server says. */
    Path log() {
        return directory.resolve("log").resolve("server.log");
    }

    /** What its virtual machine says, which matters when it dies before it can log. */
    Path console() {
        return directory.resolve("log").resolve("console.log");
    }

    boolean isDeployed(Path archive) {
        return Files.exists(marker(archive, ".deployed"));
    }

    /** Why the deployment scanner refused an archive, or empty. */
    Optional<String> failure(Path archive) throws IOException {
        Path failed = marker(archive, ".failed");
        return Files.exists(failed) ? Optional.of(Files.readString(failed)) : Optional.empty();
    }

    private void refreshConfiguration() throws IOException {
        Path shipped = home.resolve("standalone").resolve("configuration");
        Path own = directory.resolve("configuration");
        // The home's configuration as it was when it was copied.
        Path copied = own.resolve(configuration + ".copied");
        if (Files.exists(copied) && Files.mismatch(shipped.resolve(configuration), copied) == -1) {
            return;
        }
        delete(own);
        Files.createDirectories(own);
        try (var files = Files.list(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, own.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        // Last, so that an interrupted copy is begun again.
        Files.copy(shipped.resolve(configuration), copied);
    }

    private Path deployments() {
        return directory.resolve("deployments");
    }

    private Path deployed(Path archive) {
        return deployments().resolve(archive.getFileName());
    }

    private Path marker(Path archive, String suffix) {
        return deployments().resolve(archive.getFileName() + suffix);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
