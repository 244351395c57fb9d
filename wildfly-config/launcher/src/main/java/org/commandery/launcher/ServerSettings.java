package org.commandery.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a {@link ServerProcess} is started with.
 *
 * @param home an unpacked WildFly; only read, so many servers share one
 * @param directory the server's own place for configuration, deployments, transaction log and log files; kept between starts
 * @param configuration the name of the file in the home's {@code standalone/configuration} that it is configured by
 * @param ports where it listens on 127.0.0.1
 * @param systemProperties handed to the server by {@code -D}
 * @param environment variables that the server's process has beside those of this one
 * @param deployments archives to deploy at the start, in place of those of an earlier start
 */
public record ServerSettings(
        Path home,
        Path directory,
        String configuration,
        ServerPorts ports,
        Map<String, String> systemProperties,
        Map<String, String> environment,
        List<Path> deployments) {

    /** Copies the collections and makes the paths absolute. */
    public ServerSettings {
        home = home.toAbsolutePath().normalize();
        directory = directory.toAbsolutePath().normalize();
        systemProperties = Map.copyOf(systemProperties);
        environment = Map.copyOf(environment);
        deployments = List.copyOf(deployments);
    }

    /**
     * A server as WildFly ships it, on the usual ports, with nothing deployed.
     *
     * @param home an unpacked WildFly
     * @param directory the server's own place
     * @return settings to refine
     */
    public static ServerSettings of(Path home, Path directory) {
        return new ServerSettings(home, directory, "standalone.xml", new ServerPorts(0), Map.of(), Map.of(), List.of());
    }

    /**
     * The same server with another configuration.
     *
     * @param configuration a file's name, as in {@code standalone-shared.xml}
     * @return a copy
     */
    public ServerSettings configuredBy(String configuration) {
        return new ServerSettings(home, directory, configuration, ports, systemProperties, environment, deployments);
    }

    /**
     * The same server elsewhere.
     *
     * @param configuration the name of the file in the home's {@code standalone/configuration} that it is configured by
     * @param ports where it listens
     * @return a copy
     */
    public ServerSettings on(ServerPorts ports) {
        return new ServerSettings(home, directory, configuration, ports, systemProperties, environment, deployments);
    }

    /**
     * The same server with one more system property.
     *
     * @param name the property
     * @param value its value
     * @return a copy
     */
    public ServerSettings with(String name, Object value) {
        var properties = new TreeMap<>(systemProperties);
        properties.put(name, value.toString());
        return new ServerSettings(home, directory, configuration, ports, properties, environment, deployments);
    }

    /**
     * The same server with one more variable in its environment.
     *
     * @param name the variable
     * @param value its value
     * @return a copy
     */
    public ServerSettings withEnvironment(String name, Object value) {
        var variables = new TreeMap<>(environment);
        variables.put(name, value.toString());
        return new ServerSettings(home, directory, configuration, ports, systemProperties, variables, deployments);
    }

    /**
     * The same server with one more archive.
     *
     * @param archive an .ear, .war, .jar or .rar file
     * @return a copy
     */
    public ServerSettings deploying(Path archive) {
        return new ServerSettings(
                home,
                directory,
                configuration,
                ports,
                systemProperties,
                environment,
                Stream.concat(deployments.stream(), Stream.of(archive)).toList());
    }
}
