package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the schema that a connection's search path names first, whether it exists or not.
 *
 * @see <a href="https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH">The Schema Search Path</a>
 */
final class SearchPath {

    private static final String PATH_OF_CONNECTION = """
            SELECT current_setting('search_path'), current_user, to_regnamespace(quote_ident(current_user)) IS NOT NULL
            """;
    private static final Pattern ENTRY = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,\"\\s]+)");
    private static final String NAME_OF_USER = "$user";

    private SearchPath() {}

    static String firstSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PATH_OF_CONNECTION)) {
            row.next();
            return firstSchema(row.getString(1), row.getString(2), row.getBoolean(3));
        }
    }

    /** The first entry; the user's own schema counts only when there is one, as it is in every default path. */
    static String firstSchema(String path, String user, boolean userHasSchema) {
        for (Matcher entry = ENTRY.matcher(path); entry.find(); ) {
            String name = entry.group(1) != null ? entry.group(1).replace("\"\"", "\"") : entry.group(2);
            if (!name.equals(NAME_OF_USER) && !name.isEmpty()) {
                return name;
            }
            if (name.equals(NAME_OF_USER) && userHasSchema) {
                return user;
            }
        }
        return "public";
    }
}
