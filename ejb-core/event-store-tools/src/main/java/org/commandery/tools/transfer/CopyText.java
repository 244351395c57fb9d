package org.commandery.tools.transfer;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of COPY.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS">COPY, File Formats</a>
 */
final class CopyText {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder text = new StringBuilder();

    /** Adds a column that needs no escaping, or null. */
    CopyText plain(@Nullable Object value) {
        text.append(value == null ? "\\N" : value.toString()).append('\t');
        return this;
    }

    CopyText text(@Nullable String value) {
        if (value == null) {
            return plain(null);
        }
        for (int i = 0; i < value.length(); i++) {
            append(value.charAt(i));
        }
        text.append('\t');
        return this;
    }

    CopyText bytes(byte[] value) {
        text.append("\\\\x");
        for (byte each : value) {
            text.append(HEX[(each >> 4) & 0xf]).append(HEX[each & 0xf]);
        }
        text.append('\t');
        return this;
    }

    /** Adds a column of type text[]; null when it is empty. */
    CopyText array(Collection<String> values) {
        if (values.isEmpty()) {
            return plain(null);
        }
        StringBuilder literal = new StringBuilder("{");
        for (String value : values) {
            literal.append(literal.length() == 1 ? "\"" : ",\"")
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return text(literal.append('}').toString());
    }

    void endRow() {
        text.setCharAt(text.length() - 1, '\n');
    }

    int length() {
        return text.length();
    }

    /** What was added since the last call. */
    String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    private void append(char c) {
        switch (c) {
            case '\\' -> text.append("\\\\");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            default -> text.append(c);
        }
    }
}
