package org.commandery.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IfMatchTest {

    @Test
    void aTagIsAVersion() {
        assertThat(IfMatch.parse(List.of("\"3\""))).isEqualTo(new IfMatch(false, List.of(3L)));
    }

    @Test
    void aStarWantsAnyVersion() {
        assertThat(IfMatch.parse(List.of(" * "))).isEqualTo(new IfMatch(true, List.of()));
    }

    @Test
    void severalTagsAreAlternativesInOneHeaderOrInMany() {
        assertThat(IfMatch.parse(List.of("\"3\",\"4\" , ,\"5\"", "\"6\"")))
                .isEqualTo(new IfMatch(false, List.of(3L, 4L, 5L, 6L)));
    }

    @Test
    void weakTagsAndTagsThatAreNoVersionMatchNothing() {
        assertThat(IfMatch.parse(List.of("W/\"3\", \"x,y\", \"03\", \"\", \"1234567890123456789\"")))
                .isEqualTo(new IfMatch(false, List.of()));
    }
}
