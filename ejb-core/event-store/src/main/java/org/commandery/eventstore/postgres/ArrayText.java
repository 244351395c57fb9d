package org.commandery.eventstore.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Arrays as texts, for parameters whose type PostgreSQL knows from the function that they are for. The driver would copy each element character by
 * character, which was more than half of what the appender's thread did.
 *
 * @see <a href="https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO">PostgreSQL, Array Input and Output Syntax</a>
 */
final class ArrayText {

    /** What {@link #setSeparated} sets, in SQL: two parameters. The text begins with a separator, as of an empty one no array could be made but an empty one. */
    static final String SEPARATED = "(string_to_array(?, ?))[2:]";

    private static final String NULL = "NULL";
    /** No JSON has it. */
    private static final String UNIT_SEPARATOR = "\u001f";

    private ArrayText() {}

    /**
     * Sets elements whose texts need no quotation marks: numbers, booleans, UUIDs. What no element has need not be sent, nor be taken apart: it is
     * null as a whole.
     */
    static void set(PreparedStatement statement, int parameter, @Nullable Object[] elements) throws SQLException {
        String[] texts = new String[elements.length];
        for (int i = 0; i < elements.length; i++) {
            texts[i] = elements[i] == null ? null : elements[i].toString();
        }
        setJoined(statement, parameter, texts);
    }

    /** Sets texts; null as a whole when there are none among the elements. */
    static void setTexts(PreparedStatement statement, int parameter, @Nullable String[] elements) throws SQLException {
        String[] quoted = new String[elements.length];
        for (int i = 0; i < elements.length; i++) {
            quoted[i] = elements[i] == null ? null : quote(elements[i]);
        }
        setJoined(statement, parameter, quoted);
    }

    /** Sets texts that are long and full of quotation marks, which this saves to mark and to look for: with a separator that is in none of them. */
    static void setSeparated(PreparedStatement statement, int parameter, String[] elements) throws SQLException {
        String separator = UNIT_SEPARATOR;
        for (String element : elements) {
            if (element.contains(UNIT_SEPARATOR)) {
                separator = UUID.randomUUID().toString();
                break;
            }
        }
        statement.setString(parameter, separator + String.join(separator, elements));
        statement.setString(parameter + 1, separator);
    }

    /** A text as an element of an array. */
    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void setJoined(PreparedStatement statement, int parameter, @Nullable String[] elements)
            throws SQLException {
        int length = 2;
        boolean given = elements.length == 0;
        for (String element : elements) {
            given |= element != null;
            length += 1 + (element == null ? NULL : element).length();
        }
        if (!given) {
            statement.setNull(parameter, Types.OTHER);
            return;
        }
        StringBuilder array = new StringBuilder(length);
        char separator = '{';
        for (String element : elements) {
            array.append(separator).append(element == null ? NULL : element);
            separator = ',';
        }
        if (separator == '{') {
            array.append(separator);
        }
        statement.setObject(parameter, array.append('}').toString(), Types.OTHER);
    }
}
