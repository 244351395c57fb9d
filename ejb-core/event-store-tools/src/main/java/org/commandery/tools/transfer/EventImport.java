package org.commandery.tools.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file that {@link EventExport} wrote into an event store: the store then holds the same events at the same positions, and gives the
 * next position after them. The store is an empty one, or one in which an import of the same file was cut off; that one goes on.
 */
public final class EventImport {

    private static final int LINES_BETWEEN_REPORTS = 5_000;
    private static final int ROWS_AT_ONCE = 5_000;

    private final DataSource dataSource;
    private final String schema;

    /**
     * @param dataSource where the database is; without a JTA transaction. The driver must be PostgreSQL's own
     * @param schema the store's schema, which exists
     */
    public EventImport(DataSource dataSource, String schema) {
        this.dataSource = dataSource;
        this.schema = schema;
    }

    /**
     * Reads a file into the store.
     *
     * @param file a complete export
     * @param progress is told how many bytes of the file were read
     * @return how many events were stored now
     * @throws ImportRefused when the file is no export or not complete, when the store holds other events, or when somebody else appends meanwhile
     * @throws TransferFailed when the database or the file fails; call again to go on
     */
    public long from(Path file, TransferProgress progress) {
        try (Lines lines = new Lines(Files.newInputStream(file));
                BulkImport bulk = new BulkImport(dataSource, schema)) {
            ExportFile.requireHeader(lines.next());
            long size = Files.size(file);
            @Nullable String line = lines.next();
            for (long read = 1; line != null && !ExportFile.isOfSection(line); read++) {
                if (StreamLine.is(line)) {
                    StreamLine created = StreamLine.read(line);
                    bulk.streamCreated(created.stream(), created.createdAt());
                } else {
                    bulk.add(EventLine.read(line));
                }
                if (read % LINES_BETWEEN_REPORTS == 0) {
                    progress.at(lines.offset(), size);
                }
                line = lines.next();
            }
            long imported = bulk.flush();
            bulk.requireContinued();
            importSections(lines, line, bulk);
            progress.at(size, size);
            return imported;
        } catch (IOException | SQLException e) {
            throw new TransferFailed(e);
        }
    }

    private static void importSections(Lines lines, @Nullable String first, BulkImport bulk)
            throws IOException, SQLException {
        @Nullable String line = first;
        for (Section section : Section.values()) {
            List<String> rows = new ArrayList<>();
            while (line != null && line.startsWith(section.prefix())) {
                rows.add(section.row(line));
                if (rows.size() == ROWS_AT_ONCE) {
                    bulk.addRows(section, rows);
                    rows.clear();
                }
                line = lines.next();
            }
            bulk.addRows(section, rows);
            if (section == Section.END && rows.isEmpty()) {
                throw new ImportRefused("the file is not complete: export again to the same file, which goes on", null);
            }
        }
        bulk.finish();
    }
}
