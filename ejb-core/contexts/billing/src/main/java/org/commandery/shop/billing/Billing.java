package org.commandery.shop.billing;

import java.util.Optional;
import org.commandery.shop.billing.readmodel.InvoiceSummary;

/** What billing does for callers in the same server. Payments do not come this way: they are taken because of integration events. */
public interface Billing {

    /**
     * The invoice of an order as the read model shows it, which may be a moment behind.
     *
     * @return empty when there is none
     */
    Optional<InvoiceSummary> invoice(String orderId);
}
