package org.commandery.runtime.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionKeyTest {

    private static final UUID CORRELATION = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({"stream,order-1", "data:customer,c-7", "data:number,42", "metadata:region,north"})
    void theKeyIsTakenFromWhereItIsSaidToBe(String text, String key) {
        assertThat(PartitionKey.parse(text).of(event())).isEqualTo(key);
    }

    @Test
    void theCorrelationCanBeTheKey() {
        assertThat(PartitionKey.parse("correlation").of(event())).isEqualTo(CORRELATION.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:absent", "data:nested", "data:lines", "data:nothing", "data:deep", "metadata:absent"})
    void withoutAKeyOfItsOwnAnEventHasThatOfItsStream(String text) {
        assertThat(PartitionKey.parse(text).of(event())).isEqualTo("order-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "streams", "stream:x", "data", "data:", "metadata: ", "correlation:x"})
    void whatNamesNoKeyIsRefused(String text) {
        assertThatThrownBy(() -> PartitionKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data:<member>");
    }

    private static RecordedEvent event() {
        try (InMemoryEventStore store = new InMemoryEventStore()) {
            EventData event =
                    EventData.of("x", """
                            {"nested": {"deep": "no", "customer": "not this"}, "lines": [{"customer": "nor this"}, 1],
                             "nothing": null, "customer": "c-7", "number": 42}
                            """).withCause(null, CORRELATION).withMetadata(Map.of("region", "north"));
            store.append("order-1", ExpectedVersion.ANY, List.of(event));
            return store.readAllForward(0, 1).get(0);
        }
    }
}
