package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.List;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.UnacceptableEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the type of the column of the data makes different. */
class PayloadTest {

    private static EventStore store(String schema) {
        return PostgresEventStore.builder(TestDatabase.dataSource())
                .schema(schema)
                .build();
    }

    private static List<String> dataOf(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::data).toList();
    }

    @ParameterizedTest
    @EnumSource
    void theColumnHasTheTypeThatWasAskedFor(Payload payload) throws SQLException {
        String schema = TestDatabase.newSchema(payload);

        assertThat(TestDatabase.number(TestDatabase.dataSource(), """
                        SELECT count(*) FROM information_schema.columns
                         WHERE table_schema = '%s' AND table_name = 'events' AND column_name = 'data' AND upper(data_type) = '%s'
                        """.formatted(schema, payload)))
                .isEqualTo(1);
    }

    @Test
    void jsonbKeepsWhatTheTextMeansAndNotTheText() {
        try (EventStore store = store(TestDatabase.newSchema(Payload.JSONB))) {
            store.append("s", ExpectedVersion.ANY, List.of(EventData.of("t", "{\"b\":1,\n \"a\":\"ů\", \"b\":2}")));

            assertThat(dataOf(store.readForward("s", 1, 10))).containsExactly("{\"a\": \"ů\", \"b\": 2}");
        }
    }

    @Test
    void jsonbRefusesAnEscapedNulWhichItCannotHold() {
        try (EventStore store = store(TestDatabase.newSchema(Payload.JSONB))) {
            EventData event = EventData.of("t", "\"\\u0000\"");

            assertThatExceptionOfType(UnacceptableEvent.class)
                    .isThrownBy(() -> store.append("s", ExpectedVersion.ANY, List.of(event)));
        }
    }

    @Test
    void bytesAreNotLookedInto() {
        try (EventStore store = store(TestDatabase.newSchema(Payload.BYTEA))) {
            store.append("s", ExpectedVersion.ANY, List.of(EventData.of("t", "no JSON: \\x00 ů")));

            assertThat(dataOf(store.readForward("s", 1, 10))).containsExactly("no JSON: \\x00 ů");
        }
    }
}
