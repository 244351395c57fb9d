package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchPathTest {

    @Test
    void theFirstSchemaCountsWhetherItExistsOrNot() {
        assertThat(SearchPath.firstSchema("ordering, public", "app", false)).isEqualTo("ordering");
        assertThat(SearchPath.firstSchema("public", "app", true)).isEqualTo("public");
    }

    @Test
    void quotedNamesAreTakenAsTheyAre() {
        assertThat(SearchPath.firstSchema("\"Tenant, \"\"A\"\"\", public", "app", false))
                .isEqualTo("Tenant, \"A\"");
    }

    @Test
    void theSchemaOfTheUserCountsWhenThereIsOne() {
        assertThat(SearchPath.firstSchema("\"$user\", public", "app", false)).isEqualTo("public");
        assertThat(SearchPath.firstSchema("\"$user\", public", "app", true)).isEqualTo("app");
    }

    @Test
    void anEmptyPathMeansPublic() {
        assertThat(SearchPath.firstSchema("", "app", false)).isEqualTo("public");
        assertThat(SearchPath.firstSchema("\"\"", "app", false)).isEqualTo("public");
    }
}
