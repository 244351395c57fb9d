package org.commandery.shop.billing.domain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The invoice of an order: opened, then paid or refused, and voided or refunded when the order is cancelled. Its commands follow from events, which may
 * come twice and in any order: one that comes too late or again changes nothing.
 *
 * @param status where it stands
 * @param amount what the order costs, in the shop's currency; 0 until that is known
 */
public record Invoice(InvoiceStatus status, BigDecimal amount) {

    private static final BigDecimal LIMIT = BigDecimal.valueOf(10_000);

    static Invoice initial() {
        return new Invoice(InvoiceStatus.NEW, BigDecimal.ZERO);
    }

    List<InvoiceEvent> execute(OpenInvoice command) {
        InvoiceOpened opened = new InvoiceOpened(command.orderId(), command.amount());
        return switch (status) {
            case NEW -> List.of(opened);
            case DEMANDED -> List.of(opened, payment(command.orderId(), command.amount()));
            case OPEN, PAID, REFUSED, VOIDED, REFUNDED -> List.of();
        };
    }

    Optional<InvoiceEvent> execute(TakePayment command) {
        return switch (status) {
            case NEW -> Optional.of(new PaymentDemanded(command.orderId()));
            case OPEN -> Optional.of(payment(command.orderId(), amount));
            case DEMANDED, PAID, REFUSED, VOIDED, REFUNDED -> Optional.empty();
        };
    }

    Optional<InvoiceEvent> execute(CancelInvoice command) {
        return switch (status) {
            case NEW, DEMANDED, OPEN -> Optional.of(new InvoiceVoided(command.orderId()));
            case PAID -> Optional.of(new PaymentRefunded(command.orderId(), amount));
            case REFUSED, VOIDED, REFUNDED -> Optional.empty();
        };
    }

    Invoice apply(InvoiceOpened event) {
        return new Invoice(InvoiceStatus.OPEN, event.amount());
    }

    Invoice apply(PaymentDemanded event) {
        return with(InvoiceStatus.DEMANDED);
    }

    Invoice apply(PaymentTaken event) {
        return with(InvoiceStatus.PAID);
    }

    Invoice apply(PaymentRefused event) {
        return with(InvoiceStatus.REFUSED);
    }

    Invoice apply(PaymentRefunded event) {
        return with(InvoiceStatus.REFUNDED);
    }

    Invoice apply(InvoiceVoided event) {
        return with(InvoiceStatus.VOIDED);
    }

    private Invoice with(InvoiceStatus next) {
        return new Invoice(next, amount);
    }

    /** The rule of the shop; a real one would ask a bank. */
    private static InvoiceEvent payment(String orderId, BigDecimal amount) {
        return amount.compareTo(LIMIT) <= 0
                ? new PaymentTaken(orderId, amount)
                : new PaymentRefused(orderId, "above the limit");
    }
}
