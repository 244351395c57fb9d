package org.commandery.web.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTokenTest {

    @Test
    void ofSeveralPositionsTheHighestCounts() {
        assertThat(PositionToken.highest(Stream.of("3", " 17 , 5", "0"))).hasValue(17);
    }

    @Test
    void withoutAPositionThereIsNothingToWaitFor() {
        assertThat(PositionToken.highest(Stream.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "1.5", "ten", "\"3\"", "1,,2", "1234567890123456789", "٣"})
    void whatIsNoPositionIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PositionToken.highest(Stream.of(text)))
                .withMessageContaining("no position");
    }
}
