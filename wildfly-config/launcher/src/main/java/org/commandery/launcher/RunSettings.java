package org.commandery.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The main job's settings.
 *
 * @param architecture {@code -Darchitecture}
 * @param home the provisioned server, {@code -Dserver.home}
 * @param scripts the server's scripts, {@code -Dserver.scripts}
 * @param ears the modules that build the EARs, {@code -Dears}
 * @param data where everything is kept, a directory in {@code -Ddata.directory}
 * @param ports of the first server; {@code -Dports.offset}, 0 by default
 * @param databasePort {@code -Ddatabase.port}, by default 0: any free one
 */
record RunSettings(
        Architecture architecture, Path home, Path scripts, Path ears, Path data, ServerPorts ports, int databasePort) {

    /** From one server to the next. */
    private static final int PORTS_APART = 100;

    static RunSettings fromSystemProperties() {
        Architecture architecture = Architecture.named(System.getProperty("architecture", "schema-per-context"));
        return new RunSettings(
                architecture,
                path("server.home"),
                path("server.scripts"),
                path("ears"),
                path("data.directory").resolve(architecture.toString()),
                new ServerPorts(Integer.getInteger("ports.offset", 0)),
                Integer.getInteger("database.port", 0));
    }

    /** Where a server listens. */
    ServerPorts ports(Service service) {
        return new ServerPorts(
                ports.offset() + PORTS_APART * architecture.services().indexOf(service));
    }

    /** What adds a tenant, where there are tenants. */
    TenantScript tenantScript() {
        return new TenantScript(home, scripts.resolve(architecture.tenantScript()));
    }

    /** Says all that is missing or taken at once, before anything is started. */
    void check() {
        var obstacles = new ArrayList<String>();
        if (!Files.exists(home.resolve("jboss-modules.jar"))) {
            obstacles.add("there is no server in " + home + ": build it first");
        }
        architecture.services().forEach(service -> check(service, obstacles));
        if (architecture.hasBroker() && ServerPorts.isTaken(ports.messaging())) {
            obstacles.add(inUse(ports.messaging()));
        }
        if (databasePort != 0 && ServerPorts.isTaken(databasePort)) {
            obstacles.add("port " + databasePort + " is in use: leave out -Ddatabase.port to take any free one");
        }
        if (!obstacles.isEmpty()) {
            throw new LaunchRefused(String.join("\n", obstacles));
        }
    }

    private void check(Service service, List<String> obstacles) {
        Path archive = service.archive(ears);
        if (!Files.exists(archive)) {
            obstacles.add("there is no application " + archive + ": build it first");
        }
        for (int port : ports(service).taken()) {
            obstacles.add(inUse(port));
        }
    }

    private String inUse(int port) {
        return "port %d is in use: stop what listens there, or move all ports by -Dports.offset=%d"
                .formatted(port, ports.offset() + 10);
    }

    private static Path path(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .map(value -> Path.of(value).toAbsolutePath().normalize())
                .orElseThrow(() -> new LaunchRefused("-D" + property + " is missing"));
    }
}
