package org.commandery.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.wildfly.core.launcher.CliCommandBuilder;

/** Adds a tenant to a running server, by its command line and a script, as an administrator would. */
final class TenantScript {

    private final Path home;
    private final Path script;

    /**
     * @param home the server's home
     * @param script adds the tenant that the property {@code tenant} names
     */
    TenantScript(Path home, Path script) {
        this.home = home;
        this.script = script;
    }

    /** What an administrator types to add a tenant. */
    String command(ServerPorts ports, String tenant) {
        return "(cd %s && %s -c --controller=127.0.0.1:%d -Dtenant=%s --file=%s)"
                .formatted(
                        script.getParent(),
                        home.resolve("bin").resolve("jboss-cli.sh"),
                        ports.management(),
                        tenant,
                        script.getFileName());
    }

    /** Adds a tenant; one that is there stays as it is. */
    void add(ServerPorts ports, String tenant) throws IOException, InterruptedException {
        List<String> command = CliCommandBuilder.of(home)
                .setConnection("127.0.0.1", ports.management())
                .setScriptFile(script)
                .addCliArgument("-Dtenant=" + tenant)
                .build();
        Process process = new ProcessBuilder(command)
                // The scripts name each other.
                .directory(script.getParent().toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new LaunchRefused("tenant " + tenant + " could not be added: " + said);
        }
    }
}
