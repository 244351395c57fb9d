package org.commandery.shop.it.contested;

import org.commandery.application.BoundedContext;
import org.commandery.router.Router;
import org.commandery.router.Routes;

/** Both commands of the context. */
@BoundedContext("contested")
public class ContestedRouter implements Router {

    @Override
    public void configure(Routes routes) {
        routes.aggregate(Contested.class)
                .identifiedBy("id")
                .prefix(Contested.PREFIX)
                .dispatch(Open.class, Claim.class);
    }
}
