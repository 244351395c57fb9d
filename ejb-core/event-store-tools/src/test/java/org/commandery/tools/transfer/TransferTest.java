package org.commandery.tools.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.positions;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.UniqueKey;
import org.commandery.tools.TestStores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {

    private static final List<String> EVERYTHING = List.of(
            """
            SELECT e.position, s.stream, s.created_at AS stream_created, e.version, e.event_id, e.type, e.revision, e.causation_id, e.correlation_id,
                   e.data::text, e.metadata::jsonb, (SELECT array_agg(t ORDER BY t) FROM unnest(e.tags) t), e.created_at
              FROM {schema}.events e JOIN {schema}.streams s USING (stream_id) ORDER BY e.position
            """,
            "SELECT tag, position FROM {schema}.event_tags ORDER BY tag, position",
            "SELECT s.stream, l.version, l.position FROM {schema}.links l JOIN {schema}.streams s USING (stream_id) ORDER BY 1, 2",
            "SELECT stream, created_at, deleted_at, linked, version_floor FROM {schema}.streams ORDER BY stream",
            "SELECT * FROM {schema}.unique_keys ORDER BY name, value",
            "SELECT * FROM {schema}.commands ORDER BY command_id",
            "SELECT stream, version, events, last_position, reason, deleted_by, deleted_at FROM {schema}.deletions ORDER BY stream");

    private final String source = TestStores.newSchema();
    private final String target = TestStores.newSchema();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("export.jsonl");
    }

    @Test
    void anImportedExportIsTheSameStoreToTheLetter() throws Exception {
        fill(source);

        export();
        importFile();

        assertSame(source, target);
    }

    @Test
    void theStoreThatWasImportedIntoGoesOnWhereTheFirstOneEnded() {
        fill(source);
        export();
        importFile();

        try (EventStore first = TestStores.open(source);
                EventStore second = TestStores.open(target)) {
            assertThat(second.append("plain", ExpectedVersion.exactly(5), events(1)))
                    .isEqualTo(first.append("plain", ExpectedVersion.exactly(5), events(1)));
        }
    }

    @Test
    void anExportGoesOnWhereItWasCutOff() throws Exception {
        fill(source);
        export();
        String whole = Files.readString(file);

        for (long length : List.of(whole.length() / 3L, whole.length() / 2L, whole.length() - 5L, 30L)) {
            cutTo(length);
            export();
            assertThat(Files.readString(file)).isEqualTo(whole);
        }
        assertThat(export()).isZero();
    }

    @Test
    void anImportGoesOnWhereItWasCutOff() throws Exception {
        appendMany(source, 45_000);
        export();
        Path part = directory.resolve("part.jsonl");
        List<String> lines = Files.readAllLines(file);
        Files.write(part, lines.subList(0, 30_001));

        assertThatExceptionOfType(ImportRefused.class)
                .isThrownBy(() -> new EventImport(TestStores.dataSource(), target).from(part, TransferProgress.NONE))
                .withMessageContaining("not complete");
        assertThat(importFile()).isEqualTo(15_000);
        assertThat(importFile()).isZero();

        assertSame(source, target);
    }

    @Test
    void whatDoesNotGoOnWhereTheStoreEndsIsRefusedAndChangesNothing() throws Exception {
        fill(source);
        export();
        try (EventStore other = TestStores.open(target)) {
            other.append("other", ExpectedVersion.ANY, events(3));
        }
        List<String> before = TestStores.rows(target, EVERYTHING.get(0));

        assertThatExceptionOfType(ImportRefused.class)
                .isThrownBy(this::importFile)
                .withMessageContaining("empty store");
        assertThat(TestStores.rows(target, EVERYTHING.get(0))).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoExportIsRefused() throws Exception {
        Files.writeString(file, "position,stream\n1,a\n");

        assertThatExceptionOfType(ImportRefused.class)
                .isThrownBy(this::importFile)
                .withMessageContaining("first line");
        assertThatExceptionOfType(ImportRefused.class).isThrownBy(this::export);
    }

    @Test
    void aLineThatIsNoEventIsNamed() throws Exception {
        Files.writeString(file, ExportFile.HEADER + "\n{\"position\":1,\"data\":{}}\n");

        assertThatExceptionOfType(ImportRefused.class)
                .isThrownBy(this::importFile)
                .withMessageContaining("{\"position\":1,\"data\":{}}");
    }

    @Test
    void somebodyWhoAppendsDuringAnImportEndsIt() {
        RecordedEvent event = new RecordedEvent(
                UUID.randomUUID(),
                1,
                "a",
                1,
                "t",
                1,
                "{}",
                Map.of(),
                null,
                null,
                java.util.Set.of(),
                Instant.now(),
                null);
        try (BulkImport bulk = new BulkImport(TestStores.dataSource(), target);
                EventStore store = TestStores.open(target)) {
            bulk.add(event);
            store.append("b", ExpectedVersion.ANY, events(1));

            assertThatExceptionOfType(ImportRefused.class)
                    .isThrownBy(bulk::flush)
                    .withMessageContaining("somebody else");
            assertThat(positions(store.readAllForward(0, 10))).containsExactly(1L);
        }
    }

    @Test
    void progressReachesTheEnd() {
        appendMany(source, 12_000);
        long[] seen = new long[2];

        new EventExport(TestStores.dataSource(), source).to(file, (done, total) -> {
            assertThat(done).isGreaterThanOrEqualTo(seen[0]).isLessThanOrEqualTo(total);
            seen[0] = done;
            seen[1] = total;
        });

        assertThat(seen).containsExactly(12_000L, 12_000L);
    }

    private void fill(String schema) {
        try (EventStore store = TestStores.open(schema)) {
            UUID linked = UUID.randomUUID();
            store.append("plain", ExpectedVersion.ANY, events(4));
            store.append(Append.of(
                            "all of it",
                            ExpectedVersion.NO_STREAM,
                            List.of(
                                    EventData.of("t", "{\"a\" : [1,\t2], \"data\":\"x\\n\\u00fc\\\\\"}")
                                            .withEventId(linked)
                                            .withRevision(3)
                                            .withMetadata(Map.of("data", "a \"quoted\" \\ value", "k", "ü\n"))
                                            .withCause(UUID.randomUUID(), UUID.randomUUID())
                                            .withTags("course:1", "a \"b\" \\ {c},d")
                                            .withCreatedAt(Instant.parse("2001-02-03T04:05:06.789012Z")),
                                    EventData.of("lines", "{\n  \"pretty\": true\r\n}"),
                                    EventData.of("plain-text", "\"just a string\"")))
                    .withCommandId(UUID.randomUUID())
                    .claiming(new UniqueKey("email", "a@b.example")));
            store.append("plain", ExpectedVersion.exactly(4), events(1));
            store.append(Append.link("links", ExpectedVersion.NO_STREAM, List.of(linked)));
        }
    }

    private static void appendMany(String schema, int events) {
        try (EventStore store = TestStores.open(schema)) {
            for (int i = 0; i < events; i += 3_000) {
                store.append("stream-" + i, ExpectedVersion.ANY, events(3_000));
            }
        }
    }

    private long export() {
        return new EventExport(TestStores.dataSource(), source).to(file, TransferProgress.NONE);
    }

    private long importFile() {
        return new EventImport(TestStores.dataSource(), target).from(file, TransferProgress.NONE);
    }

    private void cutTo(long length) throws Exception {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
    }

    private static void assertSame(String source, String target) throws Exception {
        for (String query : EVERYTHING) {
            assertThat(TestStores.rows(target, query)).isEqualTo(TestStores.rows(source, query));
        }
    }
}
