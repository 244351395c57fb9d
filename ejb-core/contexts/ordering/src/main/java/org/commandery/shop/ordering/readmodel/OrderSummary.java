package org.commandery.shop.ordering.readmodel;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commandery.shop.ordering.domain.OrderStatus;
import org.jspecify.annotations.Nullable;

/** An order as it is looked at. */
@Entity
@Table(name = "orders")
public class OrderSummary {

    @Id
    @Column(name = "order_id")
    private String orderId;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    private BigDecimal total;

    private String currency;

    @Column(name = "placed_at")
    private Instant placedAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "cancel_reason")
    private @Nullable String cancelReason;

    @Column(name = "stream_version")
    private long version;

    @Column(name = "customer_id")
    private @Nullable String customerId;

    @Column(name = "customer_name")
    private @Nullable String customerName;

    @ElementCollection
    @CollectionTable(name = "order_lines", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "line")
    private List<OrderedLine> lines = new ArrayList<>();

    /** For JPA. */
    protected OrderSummary() {}

    OrderSummary(
            String orderId,
            BigDecimal total,
            String currency,
            List<OrderedLine> lines,
            Instant placedAt,
            long version) {
        this.orderId = orderId;
        this.status = OrderStatus.PLACED;
        this.total = total;
        this.currency = currency;
        this.placedAt = placedAt;
        this.changedAt = placedAt;
        this.version = version;
        this.lines.addAll(lines);
    }

    void orderedBy(String customerId, String customerName) {
        this.customerId = customerId;
        this.customerName = customerName;
    }

    void confirmed(Instant at, long version) {
        status = OrderStatus.CONFIRMED;
        changed(at, version);
    }

    void cancelled(String reason, Instant at, long version) {
        status = OrderStatus.CANCELLED;
        cancelReason = reason;
        changed(at, version);
    }

    private void changed(Instant at, long version) {
        this.changedAt = at;
        this.version = version;
    }

    /** The order's identity. */
    public String orderId() {
        return orderId;
    }

    /** Where it stands. */
    public OrderStatus status() {
        return status;
    }

    /** What it costs. */
    public BigDecimal total() {
        return total;
    }

    /** The currency of what it costs, as in {@code EUR}. */
    public String currency() {
        return currency;
    }

    /** When it was placed. */
    public Instant placedAt() {
        return placedAt;
    }

    /** When it was placed, confirmed or cancelled, whichever was last. */
    public Instant changedAt() {
        return changedAt;
    }

    /** Why it was cancelled; empty when it was not. */
    public Optional<String> cancelReason() {
        return Optional.ofNullable(cancelReason);
    }

    /** The version of the order's stream that this shows: what {@code If-Match} takes with the next command. */
    public long version() {
        return version;
    }

    /** The number of the customer; empty when the order does not say who ordered. */
    public Optional<String> customerId() {
        return Optional.ofNullable(customerId);
    }

    /** The name of the customer; empty when the order does not say who ordered, or the customer was forgotten. */
    public Optional<String> customerName() {
        return Optional.ofNullable(customerName);
    }

    /** What was ordered. */
    public List<OrderedLine> lines() {
        return List.copyOf(lines);
    }
}
