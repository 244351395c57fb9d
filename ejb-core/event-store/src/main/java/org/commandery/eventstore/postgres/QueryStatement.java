package org.commandery.eventstore.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventQuery.Criterion;

/**
 * The statement that looks for the events of a query. Its text depends on the query's shape only, so that queries of one shape share a
 * prepared statement.
 *
 * <p>Each row has an event, or nulls when none was found, and then the position of the store's last event: in one statement, so that no
 * event up to there can be missing.
 */
final class QueryStatement {

    private static final String SELECT = "SELECT e.stream, " + EventRow.COLUMNS + """
            , head.position
              FROM (SELECT greatest((SELECT max(position) FROM {schema}.events), (SELECT position FROM {schema}.head)) AS position) head
              LEFT JOIN (
                   SELECT e.*, (SELECT s.stream FROM {schema}.streams s WHERE s.stream_id = e.stream_id) AS stream
                     FROM\s""";

    private static final String FROM_RANGE = """
            {schema}.events e WHERE e.position > ? AND e.position <= ?
            """;

    private static final String FROM_TAGGED = """
            (SELECT found.position FROM (%s) found ORDER BY found.position LIMIT ?) found
                     JOIN {schema}.events e ON e.position = found.position
            """;

    private static final String LIMIT = """
                    ORDER BY e.position LIMIT ?) e ON true
             ORDER BY e.position
            """;

    private static final String OF_STREAM =
            "starts_with((SELECT s.stream FROM {schema}.streams s WHERE s.stream_id = e.stream_id), ?)";

    private final String sql;
    private final List<Object> parameters = new ArrayList<>();

    private QueryStatement(EventQuery query, long after, long to, int limit) {
        sql = SELECT
                + (isByTags(query) ? tagged(query.criteria(), after, limit) : range(query.criteria(), after, to))
                + LIMIT;
        parameters.add(limit);
    }

    /**
     * The statement for a page.
     *
     * @param after events after this position
     * @param to and up to this one, unless the query {@link #isByTags}
     * @param limit how many at most
     */
    static QueryStatement of(EventQuery query, long after, long to, int limit) {
        return new QueryStatement(query, after, to, limit);
    }

    /** Whether each event that is looked for has a tag: then the index of tags leads to it, however far it is. */
    static boolean isByTags(EventQuery query) {
        return !query.criteria().isEmpty()
                && query.criteria().stream()
                        .noneMatch(criterion -> criterion.tags().isEmpty());
    }

    String sql() {
        return sql;
    }

    void bind(PreparedStatement statement) throws SQLException {
        int number = 1;
        for (Object parameter : parameters) {
            if (parameter instanceof String[] texts) {
                statement.setArray(number++, statement.getConnection().createArrayOf("text", texts));
            } else {
                statement.setObject(number++, parameter);
            }
        }
    }

    private String range(List<Criterion> criteria, long after, long to) {
        parameters.add(after);
        parameters.add(to);
        if (criteria.isEmpty()) {
            return FROM_RANGE;
        }
        List<String> alternatives = new ArrayList<>();
        for (Criterion criterion : criteria) {
            List<String> conditions = new ArrayList<>(List.of("true"));
            if (!criterion.tags().isEmpty()) {
                conditions.add(condition("e.tags @> ?", texts(criterion.tags())));
            }
            addConditionsOfEvent(criterion, conditions);
            alternatives.add(String.join(" AND ", conditions));
        }
        return FROM_RANGE + " AND (" + String.join(" OR ", alternatives) + ")\n";
    }

    private String tagged(List<Criterion> criteria, long after, int limit) {
        List<String> alternatives = new ArrayList<>();
        for (Criterion criterion : criteria) {
            alternatives.add(positionsOf(criterion, after, limit));
        }
        parameters.add(limit);
        return FROM_TAGGED.formatted(String.join(" UNION ", alternatives));
    }

    private String positionsOf(Criterion criterion, long after, int limit) {
        List<String> tables = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (String tag : criterion.tags()) {
            String table = "t" + tables.size();
            tables.add("{schema}.event_tags " + table);
            conditions.add(condition(table + ".tag = ?", tag));
            conditions.add(condition(table + ".position > ?", after));
            conditions.add(table + ".position = t0.position");
        }
        int conditionsOfTags = conditions.size();
        addConditionsOfEvent(criterion, conditions);
        if (conditions.size() > conditionsOfTags) {
            tables.add("{schema}.events e");
            conditions.add("e.position = t0.position");
        }
        parameters.add(limit);
        return "(SELECT t0.position FROM %s WHERE %s ORDER BY t0.position LIMIT ?)"
                .formatted(String.join(", ", tables), String.join(" AND ", conditions));
    }

    private void addConditionsOfEvent(Criterion criterion, List<String> conditions) {
        if (!criterion.types().isEmpty()) {
            conditions.add(condition("e.type = ANY (?)", texts(criterion.types())));
        }
        if (criterion.correlationId() != null) {
            conditions.add(condition("e.correlation_id = ?", criterion.correlationId()));
        }
        if (!criterion.streamPrefix().isEmpty()) {
            conditions.add(condition(OF_STREAM, criterion.streamPrefix()));
        }
    }

    private String condition(String text, Object parameter) {
        parameters.add(parameter);
        return text;
    }

    private static String[] texts(Set<String> texts) {
        return texts.toArray(String[]::new);
    }
}
