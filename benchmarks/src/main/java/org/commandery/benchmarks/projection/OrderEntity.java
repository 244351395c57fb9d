package org.commandery.benchmarks.projection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** The row as an entity. */
@Entity
@Table(name = OrderRow.BY_JPA)
public class OrderEntity {

    @Id
    private long position;

    @Column(name = "order_id")
    private String orderId;

    private String customer;
    private String currency;
    private BigDecimal total;
    private int articles;

    @Column(name = "placed_at")
    private Instant placedAt;

    /** For the persistence provider, which sets what is in the row. */
    protected OrderEntity() {}

    OrderEntity(OrderRow row) {
        this.position = row.position();
        this.orderId = row.orderId();
        this.customer = row.customer();
        this.currency = row.currency();
        this.total = row.total();
        this.articles = row.articles();
        this.placedAt = row.placedAt();
    }
}
