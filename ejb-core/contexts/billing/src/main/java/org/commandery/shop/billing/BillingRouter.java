package org.commandery.shop.billing;

import org.commandery.application.BoundedContext;
import org.commandery.router.Router;
import org.commandery.router.Routes;
import org.commandery.shop.billing.domain.CancelInvoice;
import org.commandery.shop.billing.domain.Invoice;
import org.commandery.shop.billing.domain.OpenInvoice;
import org.commandery.shop.billing.domain.TakePayment;

/** Every command of billing, and where it goes. */
@BoundedContext("billing")
public class BillingRouter implements Router {

    @Override
    public void configure(Routes routes) {
        routes.aggregate(Invoice.class)
                .identifiedBy("orderId")
                .prefix("invoice-")
                .dispatch(OpenInvoice.class, TakePayment.class, CancelInvoice.class);
    }
}
