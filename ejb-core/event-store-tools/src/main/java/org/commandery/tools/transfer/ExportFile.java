package org.commandery.tools.transfer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of JSON lines, so far as it is written.
 *
 * @param file where it is
 * @param lastPosition the position of the last event in it, 0 when there is none
 * @param complete whether it has its last line
 */
record ExportFile(Path file, long lastPosition, boolean complete) {

    static final String HEADER = "{\"commandery-export\":1}";

    /** Opens a file to go on writing: what was begun after its last event and not finished is cut off. */
    static ExportFile open(Path file) throws IOException {
        if (Files.notExists(file) || Files.size(file) == 0) {
            Files.writeString(file, HEADER + "\n");
            return new ExportFile(file, 0, false);
        }
        try (Lines lines = new Lines(Files.newInputStream(file))) {
            requireHeader(lines.next());
            long endOfEvents = lines.offset();
            String lastEvent = null;
            String line = lines.next();
            while (line != null && !isOfSection(line)) {
                if (!StreamLine.is(line)) {
                    endOfEvents = lines.offset();
                    lastEvent = line;
                }
                line = lines.next();
            }
            boolean complete = false;
            while (line != null) {
                complete = line.startsWith(Section.END.prefix());
                line = lines.next();
            }
            if (!complete) {
                truncate(file, endOfEvents);
            }
            return new ExportFile(
                    file, lastEvent == null ? 0 : EventLine.read(lastEvent).position(), complete);
        }
    }

    static void requireHeader(String line) {
        if (!HEADER.equals(line)) {
            throw new ImportRefused("the file is no export of an event store: its first line is not " + HEADER, null);
        }
    }

    static boolean isOfSection(String line) {
        for (Section section : Section.values()) {
            if (line.startsWith(section.prefix())) {
                return true;
            }
        }
        return false;
    }

    private static void truncate(Path file, long length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
    }
}
