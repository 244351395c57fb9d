package org.commandery.web.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortablePatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a-z]+",
                "a|b",
                "\\d{4}-\\d{2}",
                "[^\\p{Cc}\\p{Cs}]*",
                "\\P{Lu}\\p{L}",
                "(?:a|b)(?=c)(?<!d)(?<name>e)\\.\\\\",
                "[A-Z\\-\\]]+?"
            })
    void whatBothReadAlikeMustMatchAWholeText(String regex) {
        assertThat(PortablePattern.of(regex)).hasValue("^(?:" + regex + ")$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\p{Alpha}+",
                "\\pL",
                "\\p{IsLatin}",
                "\\Qa.b\\E",
                "(?i)a",
                "(?>a+)b",
                "a++",
                "[a-z&&[^b]]",
                "[a[bc]]",
                "\\h",
                "\\Aa\\z",
                "\\@"
            })
    void whatOnlyJavaReadsIsLeftOut(String regex) {
        assertThat(PortablePattern.of(regex)).isEmpty();
    }
}
