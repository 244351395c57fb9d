package org.commandery.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

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
            var settings =
                    new RunSettings(Architecture.GLOBAL, empty, empty, empty, empty, ports, listener.getLocalPort());

            assertThatExceptionOfType(LaunchRefused.class)
                    .isThrownBy(settings::check)
                    .withMessageContaining("there is no server in " + empty)
                    .withMessageContaining("there is no application")
                    .withMessageContaining("port " + ports.management() + " is in use")
                    .withMessageContaining("-Dports.offset=" + (ports.offset() + 10))
                    .withMessageContaining("-Ddatabase.port");
        }
    }

    @Test
    void anUnknownArchitectureIsRefusedWithTheNamesOfAll() {
        assertThatExceptionOfType(LaunchRefused.class)
                .isThrownBy(() -> Architecture.named("serverless"))
                .withMessageContaining("'serverless'")
                .withMessageContaining("schema-per-context")
                .withMessageContaining("multi-tenant-shared");
    }

    @Test
    void theServicesWithMessagingHaveTheirOwnConfigurationsAndNoDatabaseBetweenThem() {
        Architecture messaging = Architecture.named("microservices-messaging");

        assertThat(messaging.services())
                .extracting(Service::name, Service::configurationFile)
                .containsExactly(
                        tuple("ordering", "standalone-ordering-messaging.xml"),
                        tuple("inventory", "standalone-inventory-messaging.xml"),
                        tuple("billing", "standalone-billing-messaging.xml"));
        assertThat(messaging.databases()).containsExactly("ordering", "inventory", "billing");
    }

    @Test
    void eachServerOfAnArchitectureHasPortsOfItsOwn(@TempDir Path empty) {
        var settings = new RunSettings(Architecture.MICROSERVICES, empty, empty, empty, empty, new ServerPorts(10), 0);

        assertThat(settings.architecture().services())
                .extracting(service -> settings.ports(service).http())
                .containsExactly(8090, 8190, 8290);
    }
}
