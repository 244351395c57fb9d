package org.commandery.shop.it.guarded;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import org.commandery.application.BoundedContext;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;

/** Halts whoever knocks at the gate of the night. */
@ApplicationScoped
@BoundedContext("guarded")
@Priority(2_500)
public class Curfew implements Middleware {

    @Override
    public void beforeDispatch(Pipeline pipeline) {
        if (pipeline.command() instanceof KnockAtGate knock && knock.id().startsWith("night")) {
            pipeline.halt();
        }
    }
}
