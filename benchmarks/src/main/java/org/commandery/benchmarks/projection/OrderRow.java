package org.commandery.benchmarks.projection;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.commandery.benchmarks.OrderPlaced;

/**
 * What the read model shows of an event: a row, whoever writes it and into whichever table.
 *
 * @param position of the event, which is the key
 * @param articles how many are ordered, over all lines
 */
public record OrderRow(
        long position,
        String orderId,
        String customer,
        String currency,
        BigDecimal total,
        int articles,
        Instant placedAt) {

    /** The table that the handler writes to by JDBC. */
    public static final String BY_JDBC = "jdbc_orders";

    /** The table that the handler writes to by JPA. */
    public static final String BY_JPA = "jpa_orders";

    /** The table that nothing but rows is written to. */
    public static final String RAW = "raw_orders";

    /** The table that another framework's handler writes to. */
    public static final String BY_AXON = "axon_orders";

    private static final String INSERT = """
            INSERT INTO %s (position, order_id, customer, currency, total, articles, placed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    /** What an event is as a row. */
    public static OrderRow of(OrderPlaced order, long position, Instant placedAt) {
        int articles =
                order.lines().stream().mapToInt(OrderPlaced.Line::quantity).sum();
        return new OrderRow(
                position, order.orderId(), order.customer(), order.currency(), order.total(), articles, placedAt);
    }

    /** The statement that inserts a row. */
    public static String insertInto(String table) {
        return INSERT.formatted(table);
    }

    /** Adds the row to the batch of a statement. */
    public void addTo(PreparedStatement insert) throws SQLException {
        insert.setLong(1, position);
        insert.setString(2, orderId);
        insert.setString(3, customer);
        insert.setString(4, currency);
        insert.setBigDecimal(5, total);
        insert.setInt(6, articles);
        insert.setObject(7, OffsetDateTime.ofInstant(placedAt, ZoneOffset.UTC));
        insert.addBatch();
    }
}
