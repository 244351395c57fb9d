package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.commandery.launcher.ServerNotStarted;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.TestEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A binding or a value that cannot be meant fails the deployment, and the message names the key. */
class WrongBindingIT {

    @TempDir
    private Path directory;

    @Test
    void aDatasourceThatTheServerDoesNotHaveFailsTheDeployment() {
        assertRefused(
                settings().with("commandery.application.ordering.datasource", "java:jboss/datasources/nowhere"),
                "commandery.application.ordering.datasource",
                "java:jboss/datasources/nowhere");
    }

    @Test
    void aKeyForAContextThatNobodyDeploysFailsTheDeployment() {
        assertRefused(
                settings().with("commandery.context.shipping.application", "shop"),
                "commandery.context.shipping.application",
                "[billing, inventory, ordering]");
    }

    @Test
    void anApplicationWithBothADatasourceAndTenantsFailsTheDeployment() {
        assertRefused(
                settings()
                        .with("commandery.application.billing.datasource", "java:jboss/datasources/billing")
                        .with("commandery.application.billing.tenants", "java:jboss/datasources/tenants"),
                "commandery.application.billing.datasource",
                "commandery.application.billing.tenants");
    }

    @Test
    void aValueThatAStoreCannotHaveFailsTheDeployment() {
        assertRefused(
                settings().with("commandery.store.payload", "xml"),
                "commandery.store.payload",
                "'xml'",
                "[json, jsonb, bytea]");
    }

    private ServerSettings settings() {
        return Servers.settings("schema-per-context", directory, "it-wrong-binding")
                .deploying(TestEnvironment.application());
    }

    private static void assertRefused(ServerSettings settings, String... facts) {
        try (var server = ServerProcess.start(settings)) {
            assertThatExceptionOfType(ServerNotStarted.class)
                    .isThrownBy(server::awaitReady)
                    .withMessageContainingAll(facts);
        }
    }
}
