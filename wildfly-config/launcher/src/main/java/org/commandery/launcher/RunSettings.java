package org.commandery.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The main job's settings.
 *
 * @param home the provisioned server, {@code -Dserver.home}
 * @param application the EAR, {@code -Dapplication}
 * @param data where everything is kept, {@code -Ddata.directory}
 * @param ports {@code -Dports.offset}, 0 by default
 * @param databasePort {@code -Ddatabase.port}, by default 0: any free one
 */
record RunSettings(Path home, Path application, Path data, ServerPorts ports, int databasePort) {

    static RunSettings fromSystemProperties() {
        return new RunSettings(
                path("server.home"),
                path("application"),
                path("data.directory"),
                new ServerPorts(Integer.getInteger("ports.offset", 0)),
                Integer.getInteger("database.port", 0));
    }

    /** Says all that is missing or taken at once, before anything is started. */
    void check() {
        var obstacles = new ArrayList<String>();
        if (!Files.exists(home.resolve("jboss-modules.jar"))) {
            obstacles.add("there is no server in " + home + ": build it first");
        }
        if (!Files.exists(application)) {
            obstacles.add("there is no application " + application + ": build it first");
        }
        for (int port : ports.taken()) {
            obstacles.add("port " + port + " is in use: stop what listens there, or move both ports by -Dports.offset="
                    + (ports.offset() + 100));
        }
        if (databasePort != 0 && ServerPorts.isTaken(databasePort)) {
            obstacles.add("port " + databasePort + " is in use: leave out -Ddatabase.port to take any free one");
        }
        if (!obstacles.isEmpty()) {
            throw new LaunchRefused(String.join("\n", List.copyOf(obstacles)));
        }
    }

    private static Path path(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .map(value -> Path.of(value).toAbsolutePath().normalize())
                .orElseThrow(() -> new LaunchRefused("-D" + property + " is missing"));
    }
}
