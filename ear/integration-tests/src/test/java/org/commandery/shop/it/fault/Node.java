package org.commandery.shop.it.fault;

import java.net.URI;
import org.commandery.launcher.ServerNotStarted;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.Management;

/** One of the servers, which is the same after it was killed and started again: its directory and its ports stay. */
final class Node implements AutoCloseable {

    private final String name;
    private final ServerSettings settings;
    private ServerProcess process;

    /** Starts it; it is ready after {@link #awaitReady()}. */
    Node(String name, ServerSettings settings) {
        this.name = name;
        this.settings = settings.with("jboss.node.name", name);
        this.process = ServerProcess.start(this.settings);
    }

    String name() {
        return name;
    }

    URI http() {
        return process.http();
    }

    /** Waits twice as long as others do: a server has to start here while another one works, and clients, and a database. */
    void awaitReady() {
        try {
            process.awaitReady();
        } catch (ServerNotStarted e) {
            if (!process.isAlive()) {
                throw e;
            }
            process.awaitReady();
        }
    }

    void kill() {
        process.kill();
    }

    /** Stops it as an administrator does. */
    void stop() {
        process.stop();
    }

    void startAgain() {
        process = ServerProcess.start(settings);
    }

    /** Stops it in the middle of whatever it does, until {@link #wake()}: to the others it is dead, and it does not know. */
    void freeze() {
        Signals.send("STOP", process.pid());
    }

    void wake() {
        Signals.send("CONT", process.pid());
    }

    /** Undeploys the application and deploys it again. */
    void redeploy() {
        try (var management = new Management(process.management())) {
            management.redeploy(LedgerArchive.NAME);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
