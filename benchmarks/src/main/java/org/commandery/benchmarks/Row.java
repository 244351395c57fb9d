package org.commandery.benchmarks;

/** The event that all workloads write: about 340 bytes as a row. */
final class Row {

    static final String TYPE = "order-placed";

    static final String DATA = """
            {"orderId":"3f1c8a52-7a2b-4f0e-9a53-0a1b2c3d4e5f","customer":"Ada Lovelace","currency":"EUR","total":129.90,\
            "lines":[{"article":"A-1001","quantity":2,"price":39.95},{"article":"B-2002","quantity":1,"price":50.00}]}""";

    private Row() {}
}
