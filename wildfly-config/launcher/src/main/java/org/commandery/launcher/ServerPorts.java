package org.commandery.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The ports of a server on 127.0.0.1, moved together so that several servers run side by side.
 *
 * @param offset what is added to 8080, to 9990 and to 5445; from 0 to {@value #MAX_OFFSET}
 */
public record ServerPorts(int offset) {

    static final int MAX_OFFSET = 50_000;

    private static final int HTTP = 8080;
    private static final int MANAGEMENT = 9990;
    private static final int MESSAGING = 5445;
    /** Offsets below collide with servers started by hand, those above with the ports that systems give to clients. */
    private static final int FREE_FROM = 1_000;

    private static final int FREE_TO = 22_000;
    private static final int TRIES = 100;

    /** Refuses an offset that would leave the range of ports. */
    public ServerPorts {
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("port offset " + offset + " is not between 0 and " + MAX_OFFSET);
        }
    }

    /**
     * Ports on which nobody listens at this moment. Nothing reserves them.
     *
     * @return random free ports
     * @throws IllegalStateException if none were found
     */
    public static ServerPorts free() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FREE_FROM, FREE_TO))
                .limit(TRIES)
                .mapToObj(ServerPorts::new)
                .filter(ports -> ports.taken().isEmpty() && !isTaken(ports.messaging()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free ports after " + TRIES + " tries"));
    }

    /**
     * The port of the applications.
     *
     * @return 8080 and the offset
     */
    public int http() {
        return HTTP + offset;
    }

    /**
     * The port of management: console, command line, health.
     *
     * @return 9990 and the offset
     */
    public int management() {
        return MANAGEMENT + offset;
    }

    /**
     * The port of messaging, on which only a server with a broker listens.
     *
     * @return 5445 and the offset
     */
    public int messaging() {
        return MESSAGING + offset;
    }

    /** Those of the ports that every server has on which someone listens. */
    List<Integer> taken() {
        return IntStream.of(http(), management())
                .filter(ServerPorts::isTaken)
                .boxed()
                .toList();
    }

    static boolean isTaken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
