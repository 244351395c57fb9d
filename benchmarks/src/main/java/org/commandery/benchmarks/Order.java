package org.commandery.benchmarks;

/** The aggregate that commands are dispatched to: it counts. */
public record Order(long placed) {

    /** The command; each leads to one event. */
    public record Place(String orderId) {}

    /** The same for a new aggregate, which need not be looked for. */
    public record Begin(String orderId) {}

    static Order initial() {
        return new Order(0);
    }

    static OrderPlaced execute(Begin command) {
        return OrderPlaced.SAMPLE;
    }

    OrderPlaced execute(Place command) {
        return OrderPlaced.SAMPLE;
    }

    Order apply(OrderPlaced event) {
        return new Order(placed + 1);
    }
}
