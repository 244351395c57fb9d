package org.commandery.shop.it.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerPorts;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.Management;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.ShopClient.Answer;
import org.commandery.shop.it.TestEnvironment;
import org.wildfly.core.launcher.CliCommandBuilder;

/** A server of architecture 6 with the shop in it, a database of its own, and no tenants yet. */
final class TenantServer implements AutoCloseable {

    private static final String DATABASE = "commandery";
    private static final String CONNECTION_CHECKER =
            "org.jboss.jca.adapters.jdbc.extensions.postgres.PostgreSQLValidConnectionChecker";
    private static final Path SCRIPTS =
            Path.of("../../wildfly-config/server/src/main/cli").toAbsolutePath().normalize();

    private final EmbeddedDatabase database;
    private final ServerProcess process;
    private final Management management;
    private final ShopClient shop;

    private TenantServer(EmbeddedDatabase database, ServerProcess process) {
        this.database = database;
        this.process = process;
        this.management = new Management(process.management());
        this.shop = new ShopClient(process.http());
    }

    /**
     * Starts the database and the server, and waits until the shop is deployed.
     *
     * @param architecture {@code multi-tenant} or {@code multi-tenant-shared}
     * @param directory the server's own
     * @param refined changes to the server's settings
     */
    static TenantServer start(String architecture, Path directory, UnaryOperator<ServerSettings> refined) {
        EmbeddedDatabase database = EmbeddedDatabase.temporary();
        database.createDatabase(DATABASE);
        ServerSettings settings = ServerSettings.of(TestEnvironment.serverHome(), directory)
                .configuredBy("standalone-" + architecture + ".xml")
                .on(ServerPorts.free())
                .with("commandery.database.port", database.port())
                .deploying(TestEnvironment.application());
        ServerProcess process = ServerProcess.start(refined.apply(settings));
        try {
            return new TenantServer(database, process.awaitReady());
        } catch (RuntimeException e) {
            process.close();
            database.close();
            throw e;
        }
    }

    EmbeddedDatabase database() {
        return database;
    }

    ServerProcess process() {
        return process;
    }

    Management management() {
        return management;
    }

    ShopClient shop() {
        return shop;
    }

    /** Adds a tenant of all applications, in a schema of its name, and returns when the server has its datasource. */
    void add(String tenant) {
        add(tenant, DATABASE, tenant, EmbeddedDatabase.USER);
    }

    /**
     * Adds a tenant of all applications.
     *
     * @param inDatabase where its schema is
     * @param user who connects, with the password {@code secret}
     */
    void add(String tenant, String inDatabase, String schema, String user) {
        management.addDatasource(
                tenant,
                Map.of(
                        "jndi-name", "java:jboss/datasources/tenants/" + tenant,
                        "driver-name", "postgresql",
                        "connection-url",
                                "jdbc:postgresql://127.0.0.1:%d/%s?currentSchema=%s"
                                        .formatted(database.port(), inDatabase, schema),
                        "user-name", user,
                        "password", "secret",
                        "max-pool-size", "5",
                        "idle-timeout-minutes", "5",
                        "blocking-timeout-wait-millis", "5000",
                        "validate-on-match", "true",
                        "valid-connection-checker-class-name", CONNECTION_CHECKER));
    }

    /** Runs one of the scripts that come with the server, as an administrator would. */
    void runScript(String script, String tenant) throws IOException, InterruptedException {
        int port = process.management().getPort();
        List<String> command = CliCommandBuilder.of(TestEnvironment.serverHome())
                .setConnection("127.0.0.1", port)
                .setScriptFile(SCRIPTS.resolve(script))
                .addCliArgument("-Dtenant=" + tenant)
                .build();
        Process cli = new ProcessBuilder(command)
                .directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .start();
        cli.getOutputStream().close();
        String said = new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(cli.waitFor()).as(said).isZero();
    }

    /** Places an order for a tenant, and answers whatever the shop says when the read model shows the order. */
    Answer placeOrder(String tenant, String orderId) {
        return shop.send("PlaceOrder", ShopClient.order(orderId), "X-Tenant", tenant, "Prefer", "wait=30");
    }

    /** Waits until a tenant takes commands. */
    void awaitCommands(String tenant) {
        await("tenant " + tenant + " takes commands")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(
                                placeOrder(tenant, ShopClient.newOrderId()).status())
                        .isEqualTo(200));
    }

    /** How a tenant stands in each application, by the application's name. */
    Map<String, JsonObject> status(String tenant, String... headers) {
        Map<String, JsonObject> status = new TreeMap<>();
        Answer answer = shop.get("api/tenants", headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        answer.json().getJsonArray("tenants").getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("tenant").equals(tenant))
                .forEach(one -> status.put(one.getString("application"), one));
        return status;
    }

    /** Waits until a tenant is in a state in all applications. */
    void awaitState(String tenant, String state, String... headers) {
        await("tenant " + tenant + " is " + state)
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(status(tenant, headers).values())
                        .isNotEmpty()
                        .allSatisfy(one -> assertThat(one.getString("state")).isEqualTo(state)));
    }

    /** The number that an SQL query finds. */
    long number(String sql) {
        return numberIn(DATABASE, sql);
    }

    long numberIn(String inDatabase, String sql) {
        try (Connection connection = database.dataSource(inDatabase).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The texts that an SQL query finds. */
    Set<String> texts(String sql) {
        Set<String> texts = new HashSet<>();
        try (Connection connection = database.dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Runs SQL statements. */
    void sql(String... statements) {
        try (Connection connection = database.dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    @Override
    public void close() {
        Stream.of(management, process, database).forEach(TenantServer::closeOne);
    }

    private static void closeOne(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
