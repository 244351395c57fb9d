package org.commandery.shop.it;

import java.nio.file.Path;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerPorts;
import org.commandery.launcher.ServerSettings;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What the tests of one JVM share: a throw-away database and free ports. JUnit opens the session before Arquillian reads {@code arquillian.xml}, and
 * closes it after Arquillian has stopped the server.
 */
public final class TestEnvironment implements LauncherSessionListener {

    /** The database of the server that Arquillian manages; a test with a server of its own creates another. */
    public static final String DATABASE = "commandery";

    /** What the servers of the tests are configured by: a datasource for each context. */
    public static final String CONFIGURATION = "standalone-schema-per-context.xml";

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("test.database.port") != null) {
            return;
        }
        var database = EmbeddedDatabase.shared();
        database.createDatabase(DATABASE);
        var ports = ServerPorts.free();
        System.setProperty("test.database.port", Integer.toString(database.port()));
        System.setProperty("test.configuration", CONFIGURATION);
        System.setProperty("test.port.offset", Integer.toString(ports.offset()));
        System.setProperty("test.management.port", Integer.toString(ports.management()));
    }

    /** The provisioned server, of which Maven says where it is; in an IDE, set {@code -Dserver.home}. */
    public static Path serverHome() {
        return Path.of(System.getProperty("server.home")).toAbsolutePath().normalize();
    }

    /** The application as the build made it. */
    public static Path application() {
        return archive("monolith");
    }

    /** An archive as the build made it: {@code monolith}, or the context that it has alone. */
    public static Path archive(String name) {
        return Path.of("../%1$s/target/shop-%1$s.ear".formatted(name))
                .toAbsolutePath()
                .normalize();
    }

    /** Ordering in an EAR of its own: nobody but a test confirms or cancels its orders. */
    static Path ordering() {
        return archive("ordering");
    }

    /** A server on free ports with nothing deployed, configured for an application and a schema for each context. */
    public static ServerSettings serverIn(Path directory) {
        return ServerSettings.of(serverHome(), directory)
                .configuredBy(CONFIGURATION)
                .on(ServerPorts.free());
    }
}
