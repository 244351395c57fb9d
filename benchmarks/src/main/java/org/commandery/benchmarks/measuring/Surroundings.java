package org.commandery.benchmarks.measuring;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.commandery.database.EmbeddedDatabase;
import org.postgresql.util.DriverInfo;

/**
 * What a figure's meaning depends on: machine, versions, settings.
 *
 * @param lines one fact each
 */
record Surroundings(List<String> lines) {

    private static final String SERVER_SETTINGS = """
            SELECT name || ' = ' || current_setting(name)
              FROM unnest(ARRAY['fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'shared_buffers', 'max_wal_size', 'max_connections']) AS name
            """;

    static Surroundings of(EmbeddedDatabase server, Settings settings, List<String> libraries) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        List<String> lines = new ArrayList<>();
        lines.add("Measured at %s; load average of the machine before: %.1f"
                .formatted(Instant.now().truncatedTo(ChronoUnit.MINUTES), system.getSystemLoadAverage()));
        lines.add("%s %s, %s, %d processors for clients and server together"
                .formatted(system.getName(), system.getVersion(), system.getArch(), system.getAvailableProcessors()));
        try (Connection connection = server.dataSource(EmbeddedDatabase.USER).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SERVER_SETTINGS)) {
            lines.add("JDK %s (%s), PostgreSQL %s, pgjdbc %s, %s"
                    .formatted(
                            Runtime.version(),
                            System.getProperty("java.vendor"),
                            connection.getMetaData().getDatabaseProductVersion(),
                            DriverInfo.DRIVER_VERSION,
                            String.join(", ", libraries)));
            List<String> serverSettings = new ArrayList<>();
            while (rows.next()) {
                serverSettings.add(rows.getString(1));
            }
            lines.add("PostgreSQL: " + String.join(", ", serverSettings) + "; otherwise its defaults");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        lines.add("%s run: %d rounds of %d ms for each side"
                .formatted(
                        settings.quick() ? "Quick" : "Full",
                        settings.rounds(),
                        settings.duration().toMillis()));
        return new Surroundings(lines);
    }
}
