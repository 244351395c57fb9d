package org.commandery.web.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read; what is refused needs a server. */
class OperationBodyTest {

    @Test
    void aReasonIsReadWithoutTheBlanksAroundIt() throws IOException {
        assertThat(OperationBody.reason(body("{\"reason\": \" the printer burns \uD83D\uDD25 \"}")))
                .hasValue("the printer burns \uD83D\uDD25");
    }

    @Test
    void aReasonHasUpTo500Letters() throws IOException {
        assertThat(OperationBody.reason(body("{\"reason\": \"%s\"}".formatted("a".repeat(500)))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "{\"reason\": null}"})
    void aReasonMayBeLeftOut(String json) throws IOException {
        assertThat(OperationBody.reason(body(json))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7})
    void aPositionIsOneFromTheBeginningToTheLastEvent(long position) throws IOException {
        assertThat(OperationBody.position(body("{\"position\": %d}".formatted(position)), 7))
                .isEqualTo(position);
    }

    private static InputStream body(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
