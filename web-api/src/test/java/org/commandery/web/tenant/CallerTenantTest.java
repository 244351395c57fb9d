package org.commandery.web.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commandery.runtime.tenant.TenantRegister;
import org.commandery.runtime.tenant.TenantStatus;
import org.commandery.tenant.TenantRefused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTenantTest {

    private static final String ACME = "tenant:acme";
    private static final String GLOBEX = "tenant:globex";

    private final CallerTenant resolver =
            new CallerTenant(() -> new Known(Set.of("acme", "globex"), Set.of("initech")));

    @Test
    void theTenantOfARoleIsTheCallersTenant() {
        assertThat(tenantOf(Request.of(ACME, "administrator"))).hasValue("acme");
    }

    @Test
    void theTenantOfAClaimIsTheCallersTenantWhetherItIsThereOrNot() {
        assertThat(tenantOf(Request.of().by(new Token("acme")))).hasValue("acme");
        assertThat(tenantOf(Request.of().by(new Token("nowhere")))).hasValue("nowhere");
    }

    @Test
    void whoHasNoTenantNamesNone() {
        assertThat(tenantOf(Request.of("administrator"))).isEmpty();
        assertThat(tenantOf(Request.of().by(new Token(null)))).isEmpty();
        assertThat(tenantOf(Request.at("acme.example"))).isEmpty();
    }

    @Test
    void whoHasSeveralTenantsNamesNoneWithoutTheHeader() {
        assertThat(tenantOf(Request.of(ACME, GLOBEX))).isEmpty();
        assertThat(tenantOf(Request.of(ACME).by(new Token("globex")))).isEmpty();
    }

    @Test
    void whoHasSeveralTenantsChoosesByTheHeader() {
        assertThat(tenantOf(Request.of(ACME, GLOBEX).naming("globex"))).hasValue("globex");
        assertThat(tenantOf(Request.of(ACME).by(new Token("globex")).naming("globex")))
                .hasValue("globex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"globex", "ACME", "acme ", "tenant:acme", "acme,globex", "nowhere"})
    void theHeaderLeadsToNoTenantThatIsNotTheCallers(String header) {
        assertThatExceptionOfType(TenantRefused.class)
                .isThrownBy(() -> tenantOf(Request.of(ACME).naming(header)));
        assertThatExceptionOfType(TenantRefused.class)
                .isThrownBy(() -> tenantOf(Request.of().by(new Token("acme")).naming(header)));
    }

    @Test
    void aBlankHeaderIsNone() {
        assertThat(tenantOf(Request.of(ACME).naming(" "))).hasValue("acme");
    }

    @Test
    void aTenantThatHasGoneIsStillTheOneThatItsCallerMeans() {
        assertThat(tenantOf(Request.of("tenant:initech"))).hasValue("initech");
    }

    @Test
    void aTenantThatHasGoneIsNotInTheWayOfOneThatIsThere() {
        assertThat(tenantOf(Request.of("tenant:initech", ACME))).hasValue("acme");
    }

    private Optional<String> tenantOf(Request request) {
        return resolver.tenantOf(request.asServletRequest());
    }

    /** A caller as MicroProfile JWT describes it. Public, as the method is found by reflection. */
    public record Token(@Nullable String tenant) implements Principal {

        @Override
        public String getName() {
            return "alice";
        }

        /** The value of a claim; null when there is none. */
        public @Nullable Object getClaim(String name) {
            return name.equals("tenant") ? tenant : null;
        }
    }

    private record Known(Set<String> names, Set<String> former) implements TenantRegister {

        @Override
        public Optional<TenantStatus.State> state(String application, String tenant) {
            return Optional.empty();
        }

        @Override
        public List<TenantStatus> list() {
            return List.of();
        }
    }
}
