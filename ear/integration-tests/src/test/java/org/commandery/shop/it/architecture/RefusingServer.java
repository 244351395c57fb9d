package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.Management;

/** A running server, to which archives are given that it is to refuse, one after the other: none of them stays. */
final class RefusingServer implements AutoCloseable {

    private final ServerProcess server;
    private final Management management;

    private RefusingServer(ServerProcess server) {
        this.server = server;
        this.management = new Management(server.management());
    }

    /** Starts it. */
    static RefusingServer start(ServerSettings settings) {
        ServerProcess server = ServerProcess.start(settings);
        try {
            return new RefusingServer(server.awaitReady());
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Changes the server. */
    Management management() {
        return management;
    }

    /**
     * Asserts that it refuses an archive.
     *
     * @param properties what the deployment is told
     * @param facts what the refusal says
     */
    void assertRefuses(Path archive, Map<String, String> properties, String... facts) {
        properties.forEach(management::addSystemProperty);
        try {
            assertThatThrownBy(() -> management.deploy(archive))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(facts);
        } finally {
            properties.keySet().forEach(management::removeSystemProperty);
        }
    }

    @Override
    public void close() {
        management.close();
        server.close();
    }
}
