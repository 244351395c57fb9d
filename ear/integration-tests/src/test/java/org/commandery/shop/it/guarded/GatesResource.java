package org.commandery.shop.it.guarded;

import static org.commandery.application.DispatchOptions.options;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.application.Returning;

/** Dispatches from threads and transactions of all kinds, and answers with what came of it. */
@Path("guarded/gates")
@Produces(MediaType.TEXT_PLAIN)
@RequestScoped
public class GatesResource {

    @Inject
    @BoundedContext("guarded")
    private Application guarded;

    @Inject
    private UserTransaction transaction;

    @EJB
    private Tower tower;

    @EJB
    private Stranger stranger;

    /** Opens a gate on another thread; the caller is this request's. */
    @POST
    @Path("{id}/opened-later")
    public CompletionStage<String> openLater(@PathParam("id") String id) {
        String here = Thread.currentThread().getName();
        return guarded.dispatchAsync(new OpenGate(id), options().returning(Returning.STATE))
                .thenApply(result -> "%d uses, %s thread"
                        .formatted(
                                result.state(Gate.class).orElseThrow().uses(),
                                Thread.currentThread().getName().equals(here) ? "the same" : "another"));
    }

    /** Knocks twice in a transaction, and commits it. */
    @POST
    @Path("{id}/knocked-and-committed")
    public String knockAndCommit(@PathParam("id") String id) throws Exception {
        transaction.begin();
        knockTwice(id);
        transaction.commit();
        return "committed";
    }

    /** Knocks twice in a transaction, and rolls it back. */
    @POST
    @Path("{id}/knocked-and-rolled-back")
    public String knockAndRollBack(@PathParam("id") String id) throws Exception {
        transaction.begin();
        knockTwice(id);
        transaction.rollback();
        return "rolled back";
    }

    private void knockTwice(String id) {
        guarded.dispatch(new KnockAtGate(id + "-front"));
        guarded.dispatch(new KnockAtGate(id + "-back"));
    }

    /** Has the tower open a gate. */
    @POST
    @Path("{id}/opened-by-tower")
    public String openByTower(@PathParam("id") String id) throws Exception {
        return "version " + tower.open(id).get();
    }

    /** Has a stranger try to open a gate. */
    @POST
    @Path("{id}/opened-by-stranger")
    public String openByStranger(@PathParam("id") String id) throws InterruptedException {
        try {
            return "version " + stranger.open(id).get();
        } catch (ExecutionException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause.getClass().getSimpleName();
        }
    }
}
