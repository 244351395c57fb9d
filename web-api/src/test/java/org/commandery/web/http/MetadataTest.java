package org.commandery.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataTest {

    @Test
    void withoutHeadersThereIsNone() {
        assertThat(Metadata.parse(List.of())).isEmpty();
    }

    @Test
    void valuesComeFromAllHeadersAndArePercentDecoded() {
        assertThat(Metadata.parse(List.of("shop=berlin , note=two%20w%C3%B6rds", "sum=1+1=2,none=")))
                .containsOnly(
                        entry("shop", "berlin"), entry("note", "two wörds"), entry("sum", "1+1=2"), entry("none", ""));
    }
}
