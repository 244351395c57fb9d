package org.commandery.shop.it.architecture;

import java.nio.file.Path;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerPorts;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.TestEnvironment;

/** How the servers of these tests are set up. */
final class Servers {

    private Servers() {}

    /**
     * A server on free ports, with its databases in the tests' shared PostgreSQL.
     *
     * @param configuration the architecture, or the service of microservices
     * @param directory the server's own
     */
    static ServerSettings settings(String configuration, Path directory) {
        return ServerSettings.of(TestEnvironment.serverHome(), directory)
                .configuredBy("standalone-%s.xml".formatted(configuration))
                .on(ServerPorts.free())
                .with("commandery.database.port", EmbeddedDatabase.shared().port())
                .with("commandery.database.user", EmbeddedDatabase.USER);
    }

    /** A server whose datasources all lead to one database. */
    static ServerSettings settings(String configuration, Path directory, String database) {
        EmbeddedDatabase.shared().createDatabase(database);
        return settings(configuration, directory).with("commandery.database.name", database);
    }
}
