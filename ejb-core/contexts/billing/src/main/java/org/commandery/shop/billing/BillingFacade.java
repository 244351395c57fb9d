package org.commandery.shop.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.commandery.shop.billing.readmodel.InvoiceSummary;
import org.commandery.shop.billing.readmodel.Invoices;

/** Billing in this server. */
@ApplicationScoped
class BillingFacade implements Billing {

    @Inject
    private Invoices invoices;

    @Override
    public Optional<InvoiceSummary> invoice(String orderId) {
        return invoices.of(orderId);
    }
}
