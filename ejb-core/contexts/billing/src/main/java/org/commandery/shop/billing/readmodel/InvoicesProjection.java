package org.commandery.shop.billing.readmodel;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.function.Consumer;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.shop.billing.domain.InvoiceOpened;
import org.commandery.shop.billing.domain.InvoiceStatus;
import org.commandery.shop.billing.domain.InvoiceVoided;
import org.commandery.shop.billing.domain.PaymentDemanded;
import org.commandery.shop.billing.domain.PaymentRefunded;
import org.commandery.shop.billing.domain.PaymentRefused;
import org.commandery.shop.billing.domain.PaymentTaken;

/** Keeps {@link InvoiceSummary} in step with the events. It is strong: who asks for it is answered when the summary is up to date. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "billing"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "invoices"),
            @ActivationConfigProperty(propertyName = "consistency", propertyValue = "strong")
        })
public class InvoicesProjection implements EventHandler {

    @PersistenceContext(unitName = "billing")
    private EntityManager entities;

    /** Notes the amount. */
    public void handle(InvoiceOpened event, EventMetadata metadata) {
        change(event.orderId(), metadata, invoice -> invoice.opened(event.amount()));
    }

    /** Marks the invoice as waiting for its amount. */
    public void handle(PaymentDemanded event, EventMetadata metadata) {
        change(event.orderId(), metadata, invoice -> invoice.became(InvoiceStatus.DEMANDED));
    }

    /** Marks the invoice as paid. */
    public void handle(PaymentTaken event, EventMetadata metadata) {
        change(event.orderId(), metadata, invoice -> invoice.became(InvoiceStatus.PAID));
    }

    /** Notes why it was not paid. */
    public void handle(PaymentRefused event, EventMetadata metadata) {
        change(event.orderId(), metadata, invoice -> invoice.refused(event.reason()));
    }

    /** Marks the invoice as refunded. */
    public void handle(PaymentRefunded event, EventMetadata metadata) {
        change(event.orderId(), metadata, invoice -> invoice.became(InvoiceStatus.REFUNDED));
    }

    /** Marks the invoice as void. */
    public void handle(InvoiceVoided event, EventMetadata metadata) {
        change(event.orderId(), metadata, invoice -> invoice.became(InvoiceStatus.VOIDED));
    }

    /** Changes the order's row, or adds it when this is the first event. What is new is persisted last, so that one insert writes all of it. */
    private void change(String orderId, EventMetadata metadata, Consumer<InvoiceSummary> change) {
        InvoiceSummary invoice = Optional.ofNullable(entities.find(InvoiceSummary.class, orderId))
                .orElseGet(() -> new InvoiceSummary(orderId));
        change.accept(invoice);
        invoice.changed(metadata.createdAt(), metadata.version());
        entities.persist(invoice);
    }
}
