package org.commandery.shop.it.parcels;

import org.commandery.application.BoundedContext;
import org.commandery.router.Router;
import org.commandery.router.Routes;

/** The command of the context. */
@BoundedContext("parcels")
public class ParcelsRouter implements Router {

    @Override
    public void configure(Routes routes) {
        routes.aggregate(Parcel.class).identifiedBy("id").prefix("parcel-").dispatch(StampParcel.class);
    }
}
