package org.commandery.shop.billing.readmodel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.commandery.shop.billing.domain.InvoiceStatus;
import org.jspecify.annotations.Nullable;

/** The invoice of an order as it is looked at. */
@Entity
@Table(name = "invoices")
public class InvoiceSummary {

    @Id
    @Column(name = "order_id")
    private String orderId;

    @Enumerated(EnumType.STRING)
    private InvoiceStatus status;

    private @Nullable BigDecimal amount;

    @Column(name = "refusal_reason")
    private @Nullable String refusalReason;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "stream_version")
    private long version;

    /** For JPA. */
    protected InvoiceSummary() {}

    InvoiceSummary(String orderId) {
        this.orderId = orderId;
    }

    void opened(BigDecimal amount) {
        this.status = InvoiceStatus.OPEN;
        this.amount = amount;
    }

    void refused(String reason) {
        this.status = InvoiceStatus.REFUSED;
        this.refusalReason = reason;
    }

    void became(InvoiceStatus status) {
        this.status = status;
    }

    void changed(Instant at, long version) {
        this.changedAt = at;
        this.version = version;
    }

    /** The order's identity. */
    public String orderId() {
        return orderId;
    }

    /** Where the invoice stands. */
    public InvoiceStatus status() {
        return status;
    }

    /** What the order costs, in the shop's currency; empty when that is not known. */
    public Optional<BigDecimal> amount() {
        return Optional.ofNullable(amount);
    }

    /** Why the payment was refused; empty when it was not. */
    public Optional<String> refusalReason() {
        return Optional.ofNullable(refusalReason);
    }

    /** When it last changed. */
    public Instant changedAt() {
        return changedAt;
    }

    /** The version of the invoice's stream that this shows: what {@code If-Match} takes with the next command. */
    public long version() {
        return version;
    }
}
