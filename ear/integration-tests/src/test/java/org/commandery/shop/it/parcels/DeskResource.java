package org.commandery.shop.it.parcels;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Shows and tells the desk. */
@Path("parcels/desk")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class DeskResource {

    @Inject
    private Desk desk;

    /** Which stamps of a parcel the desk has seen, in that order. */
    @GET
    @Path("{id}")
    public List<Integer> seen(@PathParam("id") String id) {
        return desk.seen(id);
    }

    /** Has it refuse a parcel. */
    @POST
    @Path("{id}/refused")
    public void refuse(@PathParam("id") String id) {
        desk.refuse(id);
    }

    /** Has it accept a parcel. */
    @POST
    @Path("{id}/accepted")
    public void accept(@PathParam("id") String id) {
        desk.accept(id);
    }

    /** Closes it. */
    @POST
    @Path("closed")
    public void close() {
        desk.close();
    }

    /** Opens it. */
    @POST
    @Path("open")
    public void open() {
        desk.open();
    }
}
