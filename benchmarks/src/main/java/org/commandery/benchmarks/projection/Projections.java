package org.commandery.benchmarks.projection;

import org.commandery.application.BoundedContext;
import org.commandery.benchmarks.Order;
import org.commandery.router.Router;
import org.commandery.router.Routes;

/** The one command of the context. */
@BoundedContext(Projections.CONTEXT)
public class Projections implements Router {

    /** The context's name. */
    public static final String CONTEXT = "projections";

    /** The handler that writes by JDBC. */
    public static final String BY_JDBC = "jdbc";

    /** The handler that writes by JPA. */
    public static final String BY_JPA = "jpa";

    @Override
    public void configure(Routes routes) {
        routes.aggregate(Order.class).identifiedBy("orderId").prefix("order-").dispatch(Order.Begin.class);
    }
}
