package org.commandery.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ServerPortsTest {

    @Test
    void oneOffsetMovesAllPorts() {
        var ports = new ServerPorts(100);

        assertThat(ports.http()).isEqualTo(8180);
        assertThat(ports.management()).isEqualTo(10090);
        assertThat(ports.messaging()).isEqualTo(5545);
    }

    @Test
    void anOffsetThatLeavesTheRangeOfPortsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerPorts(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerPorts(ServerPorts.MAX_OFFSET + 1));
    }

    @Test
    void aPortOnWhichSomeoneListensIsTaken() throws IOException {
        var ports = ServerPorts.free();

        try (var listener = new ServerSocket(ports.http(), 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(ports.taken()).containsExactly(listener.getLocalPort());
        }
        assertThat(ports.taken()).isEmpty();
    }
}
