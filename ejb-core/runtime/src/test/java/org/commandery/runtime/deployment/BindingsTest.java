package org.commandery.runtime.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingsTest {

    @Test
    void aContextRunsInTheApplicationAndOverTheDatasourceOfItsNameByDefault() {
        Bindings bindings = new Bindings(key -> "");

        assertThat(bindings.application("ordering")).isEqualTo("ordering");
        assertThat(bindings.datasource("ordering")).isEqualTo("java:jboss/datasources/ordering");
    }

    @Test
    void configurationBindsAContextToAnotherApplicationAndAnApplicationToAnotherDatasource() {
        Map<String, String> configuration = Map.of(
                "commandery.context.ordering.application", "shop",
                "commandery.application.shop.datasource", "java:/shop");
        Bindings bindings = new Bindings(key -> configuration.getOrDefault(key, ""));

        assertThat(bindings.application("ordering")).isEqualTo("shop");
        assertThat(bindings.datasource("shop")).isEqualTo("java:/shop");
    }
}
