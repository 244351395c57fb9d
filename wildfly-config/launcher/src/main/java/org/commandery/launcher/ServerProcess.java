package org.commandery.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * A running WildFly of our own: one virtual machine without a shell around it, so that its process id, its signals and its end are the server's.
 *
 * <p>It never outlives the virtual machine that started it, unless that is killed. Instances are thread-safe.
 */
public final class ServerProcess implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 100;
    /** How long a server that is told to stop lets requests and deliveries in progress come to their end. */
    private static final int SUSPEND_SECONDS = 10;

    private final ServerSettings settings;
    private final ServerDirectory directory;
    private final Process process;

    private ServerProcess(ServerSettings settings, ServerDirectory directory, Process process) {
        this.settings = settings;
        this.directory = directory;
        this.process = process;
    }

    /**
     * Starts a server and returns at once; it becomes usable after {@link #awaitReady()}. The directory must belong to no other live server.
     *
     * @param settings what to start
     * @return the starting server
     * @throws UncheckedIOException if the directory cannot be prepared or Java cannot be started
     */
    public static ServerProcess start(ServerSettings settings) {
        try {
            var directory = new ServerDirectory(settings.home(), settings.directory(), settings.configuration());
            directory.prepare(settings.deployments());
            var builder = new ProcessBuilder(command(settings))
                    .directory(settings.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.console().toFile());
            builder.environment().putAll(settings.environment());
            var server = new ServerProcess(settings, directory, builder.start());
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "server-stop"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until every archive is deployed and the server's health says that it may get work.
     *
     * @return this server
     * @throws ServerNotStarted if it ends, refuses an archive, or is not ready after three minutes
     */
    public ServerProcess awaitReady() {
        var client = HttpClient.newHttpClient();
        return await("ready", () -> isDeployed() && isHealthy(client));
    }

    /**
     * Waits until every archive is deployed, whatever the server's health says: without its database it is not ready.
     *
     * @return this server
     * @throws ServerNotStarted if it ends, refuses an archive, or has not deployed it after three minutes
     */
    public ServerProcess awaitDeployed() {
        return await("deployed", this::isDeployed);
    }

    private boolean isDeployed() {
        return settings.deployments().stream().allMatch(directory::isDeployed);
    }

    /** What is waited for. */
    private interface Condition {
        boolean isMet() throws InterruptedException;
    }

    private ServerProcess await(String what, Condition condition) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new ServerNotStarted("it ended with exit code " + process.exitValue(), log());
                }
                refuseFailedDeployments();
                if (condition.isMet()) {
                    return this;
                }
            }
            throw new ServerNotStarted("not %s after %d s".formatted(what, START_LIMIT.toSeconds()), log());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerNotStarted("interrupted", log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where the applications answer.
     *
     * @return {@code http://127.0.0.1:<port>/}
     */
    public URI http() {
        return URI.create("http://" + LOOPBACK + ":" + settings.ports().http() + "/");
    }

    /**
     * Where management answers: {@code console/}, {@code health/ready}.
     *
     * @return {@code http://127.0.0.1:<port>/}
     */
    public URI management() {
        return URI.create("http://" + LOOPBACK + ":" + settings.ports().management() + "/");
    }

    /**
     * The server's virtual machine.
     *
     * @return its process id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Whether the server's process runs; says nothing about whether it is ready.
     *
     * @return false as soon as it has ended for whatever reason
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * The server's log, written on while it runs.
     *
     * @return an absolute path; where the server ended before it could log, the file that its virtual machine wrote to
     */
    public Path log() {
        return directory.log().toFile().exists() ? directory.log() : directory.console();
    }

    /**
     * Waits until the server ends.
     *
     * @return its exit code: 143 after {@link #stop()}, 137 after {@link #kill()}, on systems with signals
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /**
     * Completes when the server ends, for whatever reason.
     *
     * @return this server, then
     */
    public CompletableFuture<ServerProcess> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    /**
     * Stops the server as an administrator would: requests and deliveries in progress get ten seconds to end. Returns when the process is gone;
     * after a minute it is killed. On an ended server it does nothing.
     */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the server in the middle of whatever it does ({@code kill -9}) and returns when the process is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The same as {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    private static List<String> command(ServerSettings settings) {
        var builder = StandaloneCommandBuilder.of(settings.home())
                .setBaseDirectory(settings.directory())
                .setServerConfiguration(settings.configuration())
                .addJavaOptions("-Djava.net.preferIPv4Stack=true", "-Djava.awt.headless=true")
                .addJavaOption("-Dorg.wildfly.sigterm.suspend.timeout=" + SUSPEND_SECONDS)
                .addJavaOption(
                        "-Djboss.socket.binding.port-offset=" + settings.ports().offset());
        settings.systemProperties().forEach((name, value) -> builder.addJavaOption("-D" + name + "=" + value));
        builder.setBindAddressHint(LOOPBACK).setBindAddressHint("management", LOOPBACK);
        return builder.build();
    }

    private void refuseFailedDeployments() throws IOException {
        for (Path archive : settings.deployments()) {
            Optional<String> failure = directory.failure(archive);
            if (failure.isPresent()) {
                stop();
                throw new ServerNotStarted("it refused " + archive.getFileName() + ": " + failure.get(), log());
            }
        }
    }

    private boolean isHealthy(HttpClient client) throws InterruptedException {
        var request = HttpRequest.newBuilder(management().resolve("health/ready"))
                .timeout(REQUEST_LIMIT)
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
