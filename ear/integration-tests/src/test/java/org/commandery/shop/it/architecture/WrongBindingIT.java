package org.commandery.shop.it.architecture;

import java.nio.file.Path;
import java.util.Map;
import org.commandery.shop.it.TestEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A binding or a value that cannot be meant fails the deployment, and the message names the key. */
class WrongBindingIT {

    @TempDir
    private static Path directory;

    private static RefusingServer server;

    @BeforeAll
    static void start() {
        server = RefusingServer.start(Servers.settings("schema-per-context", directory, "it-wrong-binding"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aDatasourceThatTheServerDoesNotHaveFailsTheDeployment() {
        server.assertRefuses(
                TestEnvironment.application(),
                Map.of("commandery.application.ordering.datasource", "java:jboss/datasources/nowhere"),
                "commandery.application.ordering.datasource",
                "java:jboss/datasources/nowhere");
    }

    @Test
    void aKeyForAContextThatNobodyDeploysFailsTheDeployment() {
        server.assertRefuses(
                TestEnvironment.application(),
                Map.of("commandery.context.shipping.application", "shop"),
                "commandery.context.shipping.application",
                "[billing, inventory, ordering]");
    }

    @Test
    void anApplicationWithBothADatasourceAndTenantsFailsTheDeployment() {
        server.assertRefuses(
                TestEnvironment.application(),
                Map.of(
                        "commandery.application.billing.datasource", "java:jboss/datasources/billing",
                        "commandery.application.billing.tenants", "java:jboss/datasources/tenants"),
                "commandery.application.billing.datasource",
                "commandery.application.billing.tenants");
    }

    @Test
    void aValueThatAStoreCannotHaveFailsTheDeployment() {
        server.assertRefuses(
                TestEnvironment.application(),
                Map.of("commandery.store.payload", "xml"),
                "commandery.store.payload",
                "'xml'",
                "[json, jsonb, bytea]");
    }
}
