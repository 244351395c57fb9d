package org.commandery.shop.it.fault.ledger;

import org.commandery.application.BoundedContext;
import org.commandery.router.Router;
import org.commandery.router.Routes;

/** The one command of the context. */
@BoundedContext("ledger")
public class LedgerRouter implements Router {

    @Override
    public void configure(Routes routes) {
        routes.aggregate(Ledger.class)
                .identifiedBy("ledgerId")
                .prefix(Ledger.PREFIX)
                .dispatch(Enter.class);
    }
}
