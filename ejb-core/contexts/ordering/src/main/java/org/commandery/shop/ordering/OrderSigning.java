package org.commandery.shop.ordering;

import jakarta.enterprise.context.ApplicationScoped;
import org.commandery.application.BoundedContext;
import org.commandery.middleware.Caller;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;

/**
 * Stores with each event of ordering who sent the command, as far as the server has verified it, whatever the sender says of itself. What a handler
 * dispatches keeps the name that came with the event.
 */
@ApplicationScoped
@BoundedContext("ordering")
public class OrderSigning implements Middleware {

    /** The name under which the sender is stored. */
    static final String USER = "user";

    private static final String UNKNOWN = "anonymous";

    @Override
    public void beforeDispatch(Pipeline pipeline) {
        if (pipeline.handler().isEmpty()) {
            pipeline.addMetadata(USER, pipeline.caller().flatMap(Caller::name).orElse(UNKNOWN));
        }
    }
}
