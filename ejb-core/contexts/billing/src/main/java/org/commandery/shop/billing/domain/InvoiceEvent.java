package org.commandery.shop.billing.domain;

/** What happens to an invoice. */
public sealed interface InvoiceEvent
        permits InvoiceOpened, PaymentDemanded, PaymentTaken, PaymentRefused, PaymentRefunded, InvoiceVoided {

    /** The order's identity. */
    String orderId();
}
