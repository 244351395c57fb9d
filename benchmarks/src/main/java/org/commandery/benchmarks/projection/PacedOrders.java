package org.commandery.benchmarks.projection;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.benchmarks.Order;

/** Dispatches commands at a steady pace, without HTTP between them. */
@Path(Projections.CONTEXT + "/paced-orders")
@RequestScoped
public class PacedOrders {

    private static final long NANOS_A_SECOND = 1_000_000_000;

    @Inject
    @BoundedContext(Projections.CONTEXT)
    private Application application;

    /**
     * Dispatches on this request's thread, and answers when all commands are done. One that comes late does not put off those after it.
     *
     * @param commands how many, each to a new aggregate
     * @param perSecond how many a second all requests dispatch together, that are sent at the same time
     * @param turn which of them this one is, from 0
     * @param turns how many there are; they take turns, so that commands come one by one
     */
    @POST
    public void place(
            @QueryParam("commands") int commands,
            @QueryParam("per-second") int perSecond,
            @QueryParam("turn") int turn,
            @QueryParam("turns") int turns) {
        long begin = System.nanoTime();
        for (int i = 0; i < commands; i++) {
            long due = begin + ((long) i * turns + turn) * NANOS_A_SECOND / perSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            application.dispatch(new Order.Begin(UUID.randomUUID().toString()));
        }
    }
}
