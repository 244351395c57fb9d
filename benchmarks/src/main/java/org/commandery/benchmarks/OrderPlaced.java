package org.commandery.benchmarks;

import java.math.BigDecimal;
import java.util.List;
import org.commandery.event.EventType;

/** The event that all workloads write: about 340 bytes as a row. */
@EventType(OrderPlaced.TYPE)
public record OrderPlaced(String orderId, String customer, String currency, BigDecimal total, List<Line> lines) {

    static final String TYPE = "order-placed";

    /** As JSON: what is written where encoding is not to be measured. */
    static final String DATA = """
            {"orderId":"3f1c8a52-7a2b-4f0e-9a53-0a1b2c3d4e5f","customer":"Ada Lovelace","currency":"EUR","total":129.90,\
            "lines":[{"article":"A-1001","quantity":2,"price":39.95},{"article":"B-2002","quantity":1,"price":50.00}]}""";

    /** The same as an object. */
    public static final OrderPlaced SAMPLE = new OrderPlaced(
            "3f1c8a52-7a2b-4f0e-9a53-0a1b2c3d4e5f",
            "Ada Lovelace",
            "EUR",
            new BigDecimal("129.90"),
            List.of(new Line("A-1001", 2, new BigDecimal("39.95")), new Line("B-2002", 1, new BigDecimal("50.00"))));

    /** A line of the order. */
    public record Line(String article, int quantity, BigDecimal price) {}
}
