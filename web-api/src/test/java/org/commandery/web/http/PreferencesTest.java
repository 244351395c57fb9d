package org.commandery.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=10",
                " WAIT = 10 ",
                "wait=\"10\"",
                "wait=10; foo=bar",
                "respond-async, wait=10",
                "foo=\"a, wait=3\", wait=10",
                "foo=\"a \\\" b, wait=3\", wait=10",
                "wait=soon, wait=10, wait=20"
            })
    void aWishToWaitIsFoundAmongOthers(String header) {
        assertThat(Preferences.waiting(List.of(header))).hasValue(Duration.ofSeconds(10));
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(Preferences.waiting(List.of("return=minimal", "wait=1", "wait=2")))
                .hasValue(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "wait=", "wait=-1", "wait=1.5", "await=3", "foo=\"wait=3\"", "foo; wait=3"})
    void whatIsNoWishToWaitIsPassedOver(String header) {
        assertThat(Preferences.waiting(List.of(header))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=61", "wait=99999999999999999999"})
    void nobodyWaitsForLongerThanTheLimit(String header) {
        assertThat(Preferences.waiting(List.of(header))).hasValue(Preferences.LONGEST_WAIT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "return=minimal|minimal",
                "wait=3, return = Representation|representation",
                "RETURN=\"minimal\"; foo=bar|minimal",
                "return=everything, return=representation|representation"
            })
    void aWishForWhatIsReturnedIsFoundAmongOthers(String header, String wish) {
        assertThat(Preferences.returning(List.of(header))).hasValue(wish);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "return", "return=", "return=all", "foo=\"return=minimal\"", "foo; return=minimal"})
    void whatIsNoWishForWhatIsReturnedIsPassedOver(String header) {
        assertThat(Preferences.returning(List.of(header))).isEmpty();
    }
}
