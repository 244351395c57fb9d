package org.commandery.runtime.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.commandery.DefinitionException;
import org.commandery.eventstore.postgres.Payload;
import org.commandery.handler.ErrorDecision;
import org.commandery.runtime.handler.ErrorRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingsTest {

    @Test
    void aContextRunsInTheApplicationAndOverTheDatasourceOfItsNameByDefault() {
        Bindings bindings = bindings(Map.of());

        assertThat(bindings.application("ordering")).isEqualTo("ordering");
        assertThat(bindings.datasource("ordering")).isEqualTo("java:jboss/datasources/ordering");
        assertThat(bindings.tenants("ordering")).isEmpty();
    }

    @Test
    void configurationBindsAContextToAnotherApplicationAndAnApplicationToAnotherStore() {
        Bindings bindings = bindings(Map.of(
                "commandery.context.ordering.application", "shop",
                "commandery.application.shop.datasource", "java:/shop",
                "commandery.application.other.tenants", "java:jboss/datasources/tenants"));

        assertThat(bindings.application("ordering")).isEqualTo("shop");
        assertThat(bindings.datasource("shop")).isEqualTo("java:/shop");
        assertThat(bindings.tenants("other")).contains("java:jboss/datasources/tenants");
    }

    @Test
    void aKeyForAContextThatNobodyDeploysIsNamed() {
        String key = "commandery.context.shipping.application";

        assertThatThrownBy(() -> bindings(Map.of(key, "shop")).check(Set.of("ordering"), Set.of("ordering")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("ordering");
    }

    @Test
    void aKeyForAnApplicationThatNoContextRunsInIsNamed() {
        String key = "commandery.application.shop.datasource";

        assertThatThrownBy(() -> bindings(Map.of(key, "java:/shop")).check(Set.of("ordering"), Set.of("ordering")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(key);
    }

    @Test
    void anApplicationWithADatasourceAndTenantsIsRefusedAndBothKeysAreNamed() {
        Map<String, String> configuration = Map.of(
                "commandery.application.ordering.datasource", "java:/ordering",
                "commandery.application.ordering.tenants", "java:jboss/datasources/tenants");

        assertThatThrownBy(() -> bindings(configuration).check(Set.of("ordering"), Set.of("ordering")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("commandery.application.ordering.datasource")
                .hasMessageContaining("commandery.application.ordering.tenants");
    }

    @Test
    void howManyAggregatesStayInMemoryIsANumber() {
        String key = "commandery.application.ordering.aggregates.cached";

        assertThat(bindings(Map.of()).cachedAggregates("ordering")).isEqualTo(10_000);
        assertThat(bindings(Map.of(key, "0")).cachedAggregates("ordering")).isZero();
        assertThatThrownBy(() -> bindings(Map.of(key, "-1")).cachedAggregates("ordering"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(key);
        assertThatThrownBy(() -> bindings(Map.of(key, "1")).check(Set.of(), Set.of("shop")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(key);
    }

    @Test
    void storesKeepJsonListenAndDoNotDeleteForGoodByDefault() {
        assertThat(bindings(Map.of()).stores()).isEqualTo(new StoreOptions(false, Payload.JSON, true));
    }

    @Test
    void configurationSaysHowAllStoresAre() {
        Map<String, String> configuration = Map.of(
                "commandery.store.hard-deletes", "true",
                "commandery.store.payload", "bytea",
                "commandery.store.listen", "false");

        assertThat(bindings(configuration).stores()).isEqualTo(new StoreOptions(true, Payload.BYTEA, false));
    }

    @ParameterizedTest
    @CsvSource({
        "commandery.store.hard-deletes, yes, '[true, false]'",
        "commandery.store.payload, xml, '[json, jsonb, bytea]'",
        "commandery.store.payload, JSON, '[json, jsonb, bytea]'",
        "commandery.store.listen, 1, '[true, false]'"
    })
    void aValueThatAStoreCannotHaveIsNamedWithItsKeyAndWhatIsAllowed(String key, String value, String allowed) {
        assertThatThrownBy(() -> bindings(Map.of(key, value)).stores())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(key, value, allowed);
    }

    @Test
    void handlersRetryForEverAndLeasesLastTenSecondsByDefault() {
        assertThat(bindings(Map.of()).handlers().lease()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bindings(Map.of()).handlers().errors().decision()).isEqualTo(ErrorDecision.retry());
    }

    @Test
    void configurationSaysWhatBecomesOfEventsThatHandlersFailWith() {
        Map<String, String> configuration = Map.of(
                "commandery.handlers.on-error", "park",
                "commandery.handlers.retries", "0",
                "commandery.handlers.lease", "PT3S");

        assertThat(bindings(configuration).handlers())
                .isEqualTo(new HandlerOptions(new ErrorRules(0, ErrorDecision.park()), Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "commandery.handlers.on-error, ignore",
        "commandery.handlers.retries, -1",
        "commandery.handlers.retries, some",
        "commandery.handlers.lease, 10",
        "commandery.handlers.lease, PT0.5S"
    })
    void aValueThatHandlersCannotHaveIsNamedWithItsKey(String key, String value) {
        assertThatThrownBy(() -> bindings(Map.of(key, value)).handlers())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(key, value);
    }

    private static Bindings bindings(Map<String, String> configuration) {
        return new Bindings(key -> configuration.getOrDefault(key, ""), configuration.keySet());
    }
}
