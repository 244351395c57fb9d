package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.shop.it.architecture.Purchases.Purchase;

/**
 * What the databases of the shop hold, read past the shop.
 *
 * @param ordering the schema of the application that ordering runs in
 * @param inventory that of inventory, which may be the same object
 * @param billing that of billing
 * @param integration that of the integration events
 */
record Books(DataSource ordering, DataSource inventory, DataSource billing, DataSource integration) {

    /** An event in a store. */
    record Event(long position, String stream, String type) {}

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String SELECT_ORDERS = """
            SELECT order_id, status FROM orders
            """;

    private static final String SELECT_INVOICES = """
            SELECT order_id, status FROM invoices
            """;

    /** Of the read model: what is available and what is reserved of tea. */
    private static final String SELECT_TEA = """
            SELECT 'tea', available || ' and ' || reserved FROM stock WHERE product = 'tea'
            """;

    /** Of the events: what each order that ever had something reserved has still. */
    private static final String SELECT_RESERVED = """
            SELECT data->>'orderId', sum(CASE type WHEN 'stock-reserved' THEN 1 ELSE -1 END * (data->>'quantity')::bigint)::text
              FROM events WHERE type IN ('stock-reserved', 'stock-released')
             GROUP BY 1
            """;

    private static final String SELECT_VERSIONS = """
            SELECT s.stream, max(e.version)::text FROM events e JOIN streams s USING (stream_id) WHERE s.stream LIKE ? GROUP BY 1
            """;

    private static final String SELECT_SHOWN_VERSIONS = """
            SELECT ? || %s, stream_version::text FROM %s
            """;

    private static final String SELECT_TOLD = """
            SELECT data->'data'->>'orderId', string_agg((data->>'source') || ' ' || (data->>'type'), ',' ORDER BY data->>'source', data->>'type')
              FROM events WHERE type = 'integration-event' AND data->>'source' IN ('ordering', 'inventory', 'billing')
             GROUP BY 1
            """;

    private static final String SELECT_CAUSES = """
            SELECT causation_id::text FROM events WHERE type = 'integration-event' AND data->>'source' = ?
            """;

    private static final String SELECT_TOLD_OF = """
            SELECT event_id::text FROM events WHERE type = ANY (string_to_array(?, ','))
            """;

    private static final String SELECT_EVENTS = """
            SELECT e.position, s.stream, e.type FROM events e JOIN streams s USING (stream_id) ORDER BY e.position
            """;

    private static final String SELECT_TOLD_IN_STREAMS = """
            SELECT e.event_id::text, s.stream || ' ' || e.version || ' ' || e.data || ' ' || coalesce(e.causation_id::text, '') || ' '
                       || coalesce(e.correlation_id::text, '') || ' ' || coalesce(e.metadata::text, '')
              FROM events e JOIN streams s USING (stream_id) WHERE e.type = 'integration-event'
            """;

    private static final String SELECT_EVENT_IDS = """
            SELECT event_id::text FROM events
            """;

    /** A schema of a database. */
    static DataSource schema(EmbeddedDatabase database, String name, String schema) {
        var dataSource = database.dataSource(name);
        dataSource.setCurrentSchema(schema);
        return dataSource;
    }

    /** How many orders are confirmed. */
    long confirmed() throws SQLException {
        return pairs(ordering, SELECT_ORDERS).values().stream()
                .filter("CONFIRMED"::equals)
                .count();
    }

    /** Whether something is reserved for an order. */
    boolean isReserved(String orderId) throws SQLException {
        return pairs(inventory, SELECT_RESERVED).containsKey(orderId);
    }

    /** Waits until every purchase is in its right state, and all that had to be done for it is done exactly once. */
    void awaitRight(Purchases purchases) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> checkRight(purchases.placed()));
    }

    private void checkRight(Map<String, Purchase> placed) throws SQLException {
        assertThat(pairs(ordering, SELECT_ORDERS)).as("orders").isEqualTo(map(placed, purchase -> purchase.status));
        checkInvoices(placed);
        checkStock(placed);
        assertThat(pairs(integration, SELECT_TOLD))
                .as("integration events")
                .isEqualTo(map(placed, purchase -> String.join(",", purchase.told)));
        checkTold("ordering", ordering, "order-placed,order-confirmed,order-cancelled");
        checkTold("inventory", inventory, "reservation-completed,reservation-failed");
        checkTold("billing", billing, "payment-taken,payment-refused,payment-refunded");
        checkShown(ordering, "order-", "order_id", "orders");
        checkShown(inventory, "stock-", "product", "stock");
        checkShown(billing, "invoice-", "order_id", "invoices");
        checkOrder();
    }

    /** CONFIRMED if and only if paid. */
    private void checkInvoices(Map<String, Purchase> placed) throws SQLException {
        Map<String, String> invoices = pairs(billing, SELECT_INVOICES);
        assertThat(invoices.keySet()).isEqualTo(placed.keySet());
        invoices.forEach((order, status) -> assertThat(status)
                .as("invoice of " + placed.get(order))
                .isIn(placed.get(order) == Purchase.PAID ? List.of("PAID") : List.of("VOIDED", "REFUSED", "REFUNDED")));
    }

    /** CONFIRMED if and only if reserved. */
    private void checkStock(Map<String, Purchase> placed) throws SQLException {
        Map<String, String> reserved = pairs(inventory, SELECT_RESERVED);
        assertThat(reserved).as("reserved").isEqualTo(map(placed, purchase -> Integer.toString(purchase.reserved)));
        long all = placed.values().stream()
                .mapToLong(purchase -> purchase.reserved)
                .sum();
        assertThat(pairs(inventory, SELECT_TEA)).containsEntry("tea", "%d and %d".formatted(Purchases.TEA - all, all));
    }

    /** What a context tells has each of its causes exactly once. */
    private void checkTold(String source, DataSource store, String types) throws SQLException {
        assertThat(list(integration, SELECT_CAUSES, source))
                .as("causes of what %s tells", source)
                .containsExactlyInAnyOrderElementsOf(list(store, SELECT_TOLD_OF, types));
    }

    /** The read model shows the last version of each stream. */
    private static void checkShown(DataSource store, String prefix, String key, String table) throws SQLException {
        assertThat(pairs(store, SELECT_SHOWN_VERSIONS.formatted(key, table), prefix))
                .as(table)
                .isEqualTo(pairs(store, SELECT_VERSIONS, prefix + "%"));
    }

    /** Positions have no gaps, and no event is in two places. */
    private void checkOrder() throws SQLException {
        List<String> ids = new ArrayList<>();
        for (DataSource store : stores()) {
            List<Event> events = events(store);
            assertThat(events.stream().map(Event::position).toList())
                    .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
            ids.addAll(list(store, SELECT_EVENT_IDS));
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    private Set<DataSource> stores() {
        return Stream.of(ordering, inventory, billing, integration).collect(Collectors.toCollection(HashSet::new));
    }

    /** All events of a store, in their order. */
    static List<Event> events(DataSource store) throws SQLException {
        return rows(store, SELECT_EVENTS, row -> new Event(row.getLong(1), row.getString(2), row.getString(3)));
    }

    /** All integration events of a store by their ids: where each stands in which stream, and all that is stored with it but the time. */
    static Map<String, String> told(DataSource store) throws SQLException {
        return pairs(store, SELECT_TOLD_IN_STREAMS);
    }

    private static <V> Map<String, V> map(Map<String, Purchase> placed, Function<Purchase, V> value) {
        Map<String, V> mapped = new TreeMap<>();
        placed.forEach((order, purchase) -> mapped.put(order, value.apply(purchase)));
        return mapped;
    }

    private static Map<String, String> pairs(DataSource store, String sql, String... parameters) throws SQLException {
        Collection<Map.Entry<String, String>> entries =
                rows(store, sql, row -> Map.entry(row.getString(1), row.getString(2)), parameters);
        return entries.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> list(DataSource store, String sql, String... parameters) throws SQLException {
        return rows(store, sql, row -> row.getString(1), parameters);
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(DataSource store, String sql, Row<T> row, String... parameters)
            throws SQLException {
        try (var connection = store.getConnection();
                var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            List<T> all = new ArrayList<>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(row.read(rows));
                }
            }
            return all;
        }
    }
}
