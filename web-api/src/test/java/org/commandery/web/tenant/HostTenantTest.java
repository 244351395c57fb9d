package org.commandery.web.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTenantTest {

    private final HostTenant resolver = new HostTenant();

    @ParameterizedTest
    @CsvSource({"acme.shop.example, acme", "acme.localhost, acme", "10a.shop.example, 10a"})
    void theFirstLabelOfTheHostIsTheTenant(String host, String tenant) {
        assertThat(resolver.tenantOf(Request.at(host).asServletRequest())).hasValue(tenant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "::1", "0:0:0:0:0:ffff:127.0.0.1", ".shop.example", ""})
    void anAddressOrAHostWithoutASecondLabelNamesNone(String host) {
        assertThat(resolver.tenantOf(Request.at(host).asServletRequest())).isEmpty();
    }

    @Test
    void theHeaderCountsForNothing() {
        assertThat(resolver.tenantOf(Request.at("localhost").naming("acme").asServletRequest()))
                .isEmpty();
    }
}
