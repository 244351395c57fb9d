package org.commandery.launcher;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSettingsTest {

    @Test
    void allThatIsMissingOrTakenIsSaidAtOnce(@TempDir Path empty) throws Exception {
        var ports = ServerPorts.free();
        try (var listener = new ServerSocket(ports.management(), 1, InetAddress.getByName("127.0.0.1"))) {
            var settings = new RunSettings(empty, empty.resolve("shop.ear"), empty, ports, listener.getLocalPort());

            assertThatExceptionOfType(LaunchRefused.class)
                    .isThrownBy(settings::check)
                    .withMessageContaining("there is no server in " + empty)
                    .withMessageContaining("there is no application")
                    .withMessageContaining("port " + ports.management() + " is in use")
                    .withMessageContaining("-Dports.offset=" + (ports.offset() + 100))
                    .withMessageContaining("-Ddatabase.port");
        }
    }
}
