package org.commandery.runtime.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.postgres.Payload;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.application.Dispatching;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.runtime.tenant.BoundDatasource;
import org.commandery.runtime.tenant.TenantStatus;
import org.commandery.runtime.tenant.TenantStatus.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** The tenants of an application without commands, over schemas of a real database. */
@Timeout(120)
class TenantInstancesTest {

    private static final String DATABASE = "tenant-instances";

    private final Commandery commandery = Commandery.instance();
    private final Workers workers = new Workers();
    private final Stores stores = new Stores(
            new TransactionSynchronizationRegistryImple(),
            new StoreOptions(false, Payload.JSON, true),
            Duration.ofSeconds(10),
            null,
            (name, store) -> store);
    private final ApplicationDefinition shop = new ApplicationDefinition(
            "shop",
            Map.of(),
            Serialization.withoutUpcasters(new JsonCodec()),
            Dispatching.plain(() -> {
                throw new IllegalStateException("there is no command to check");
            }),
            0);
    private final ConcurrentLinkedQueue<String> created = new ConcurrentLinkedQueue<>();
    private final TenantInstances tenants = new TenantInstances(
            (tenant, datasource) -> {
                created.add(tenant);
                return new Instance(shop, tenant, datasource, stores, commandery, workers);
            },
            workers);

    @BeforeEach
    void bind() {
        EmbeddedDatabase.shared().createDatabase(DATABASE);
        commandery.bind(shop.name(), true, List.of());
    }

    @AfterEach
    void close() {
        workers.stop();
        tenants.close();
        commandery.clear();
    }

    @Test
    void tenantsThatComeRunAndThoseThatGoDoNotAndAreRemembered() {
        BoundDatasource globex = schema("globex");
        tenants.follow(Map.of("acme", schema("acme"), "globex", globex));
        awaitState("acme", State.RUNNING);
        awaitState("globex", State.RUNNING);

        tenants.follow(Map.of("globex", globex));

        await().until(() -> runningTenants().equals(List.of("globex")));
        assertThat(tenants.names()).containsExactly("globex");
        assertThat(tenants.former()).containsExactly("acme");
        assertThat(tenants.state("acme")).isEmpty();
    }

    @Test
    void aTenantThatStaysIsLeftAlone() {
        BoundDatasource acme = schema("acme");
        tenants.follow(Map.of("acme", acme));
        awaitState("acme", State.RUNNING);

        tenants.follow(Map.of("acme", acme));
        tenants.follow(Map.of("acme", acme));

        assertThat(created).containsExactly("acme");
        assertThat(tenants.state("acme")).hasValue(State.RUNNING);
    }

    @Test
    void aTenantWhoseDatasourceIsAnotherOneUnderTheSameNameRunsOverThatOne() {
        BoundDatasource before = schema("before");
        BoundDatasource after =
                new BoundDatasource(before.jndiName(), schema("after").dataSource());
        tenants.follow(Map.of("acme", before));
        awaitState("acme", State.RUNNING);

        tenants.follow(Map.of("acme", after));

        awaitState("acme", State.RUNNING);
        await().untilAsserted(() -> assertThat(commandery.running())
                .singleElement()
                .satisfies(instance -> assertThat(instance.dataSource()).hasValue(after.dataSource())));
        assertThat(tenants.former()).isEmpty();
    }

    @Test
    void aTenantWhoseDatabaseRefusesHasFailedAndHoldsUpNobodyAndRunsWhenItDoesNot() {
        BoundDatasource later = bound("later", "tenant-instances-later");

        tenants.follow(Map.of("later", later, "acme", schema("acme")));

        awaitState("acme", State.RUNNING);
        awaitState("later", State.FAILED);
        assertThat(tenants.names()).containsExactlyInAnyOrder("acme", "later");
        assertThat(tenants.list())
                .filteredOn(status -> status.tenant().equals("later"))
                .singleElement()
                .extracting(TenantStatus::failure)
                .asString()
                .contains("\"tenant-instances-later\" does not exist");

        EmbeddedDatabase.shared().createDatabase("tenant-instances-later");
        awaitState("later", State.RUNNING);
    }

    private void awaitState(String tenant, State state) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(tenants.state(tenant)).hasValue(state));
    }

    private List<String> runningTenants() {
        return commandery.running().stream()
                .map(RunningApplication::tenant)
                .map(tenant -> tenant.orElse("none"))
                .sorted()
                .toList();
    }

    private static BoundDatasource schema(String schema) {
        return bound(schema, DATABASE);
    }

    private static BoundDatasource bound(String schema, String database) {
        PGSimpleDataSource dataSource = EmbeddedDatabase.shared().dataSource(database);
        dataSource.setCurrentSchema(schema);
        return new BoundDatasource("java:jboss/datasources/tenants/" + schema, dataSource);
    }
}
