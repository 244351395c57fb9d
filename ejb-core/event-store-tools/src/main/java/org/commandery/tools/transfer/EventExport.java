package org.commandery.tools.transfer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.commandery.eventstore.RecordedEvent;

/**
 * Writes an event store to a file of JSON lines: all events in the global order with their positions, versions, ids and times, then what else
 * belongs to them: links, soft deletes, unique keys, ids of commands, the record of hard deletes. Not in the file are checkpoints and dead letters, which belong to the
 * read models that the handlers write, and snapshots, which can be made again.
 *
 * <p>The file shows the store at one moment, and appends go on meanwhile. An export that was cut off goes on after the last whole event in the
 * file when it is called again with the same file.
 */
public final class EventExport {

    private static final String EVENTS = """
            SELECT e.event_id, e.position, s.stream, e.version, e.type, e.revision, e.data, e.metadata, e.causation_id, e.correlation_id,
                   e.tags, e.created_at, s.created_at <> e.created_at AND (e.version = 1 OR s.linked), s.created_at
              FROM {schema}.events e JOIN {schema}.streams s USING (stream_id)
             WHERE e.position > ?
             ORDER BY e.position
            """;

    private static final String HEAD = "SELECT coalesce(max(position), 0) FROM {schema}.events";

    private static final int ROWS_AT_ONCE = 5_000;

    private final SchemaSql store;

    /**
     * @param dataSource where the database is; without a JTA transaction
     * @param schema the store's schema
     */
    public EventExport(DataSource dataSource, String schema) {
        store = new SchemaSql(dataSource, schema);
    }

    /**
     * Writes the store to a file.
     *
     * @param file the file: a new one, or one that an export left unfinished
     * @param progress is told the position that was written and the last one
     * @return how many events were written now; 0 when the file was complete already
     * @throws TransferFailed when the database or the file fails; call again to go on
     * @throws ImportRefused when the file is there and is no export
     */
    public long to(Path file, TransferProgress progress) {
        try {
            ExportFile exported = ExportFile.open(file);
            return exported.complete() ? 0 : write(exported, progress);
        } catch (IOException | SQLException e) {
            throw new TransferFailed(e);
        }
    }

    private long write(ExportFile exported, TransferProgress progress) throws IOException, SQLException {
        try (Connection connection = store.openSnapshot();
                BufferedWriter writer =
                        Files.newBufferedWriter(exported.file(), StandardCharsets.UTF_8, StandardOpenOption.APPEND)) {
            long written = writeEvents(connection, exported.lastPosition(), writer, progress);
            for (Section section : Section.values()) {
                writeSection(connection, section, writer);
            }
            connection.rollback();
            return written;
        }
    }

    private long writeEvents(Connection connection, long after, BufferedWriter writer, TransferProgress progress)
            throws IOException, SQLException {
        long head = store.number(connection, HEAD);
        long written = 0;
        try (PreparedStatement select = connection.prepareStatement(store.in(EVENTS))) {
            select.setFetchSize(ROWS_AT_ONCE);
            select.setLong(1, after);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    RecordedEvent event = EventRow.read(rows);
                    if (rows.getBoolean(13)) {
                        Instant created =
                                rows.getObject(14, OffsetDateTime.class).toInstant();
                        writeLine(writer, new StreamLine(event.stream(), created).write());
                    }
                    writeLine(writer, EventLine.write(event));
                    written++;
                    if (written % ROWS_AT_ONCE == 0) {
                        progress.at(event.position(), head);
                    }
                }
            }
        }
        progress.at(head, head);
        return written;
    }

    private void writeSection(Connection connection, Section section, BufferedWriter writer)
            throws IOException, SQLException {
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = select.executeQuery(store.in(section.exported()))) {
                while (rows.next()) {
                    writeLine(writer, rows.getString(1));
                }
            }
        }
    }

    private static void writeLine(BufferedWriter writer, String line) throws IOException {
        writer.write(line);
        writer.write('\n');
    }
}
