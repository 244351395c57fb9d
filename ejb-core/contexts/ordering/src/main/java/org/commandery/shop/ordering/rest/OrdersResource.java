package org.commandery.shop.ordering.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.commandery.shop.ordering.readmodel.OrderSummary;
import org.commandery.shop.ordering.readmodel.Orders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Orders as the read model shows them. */
@Path("ordering/orders")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "ordering")
public class OrdersResource {

    @Inject
    private Orders orders;

    @Context
    private UriInfo uri;

    /**
     * A page of orders.
     *
     * @param after orders with a greater identity; empty for the first page
     * @param limit how many at most
     */
    @GET
    @Operation(summary = "Lists orders by identity, a page at a time")
    @APIResponse(
            responseCode = "200",
            description = "a page; `next` leads to the following one",
            content = @Content(schema = @Schema(implementation = OrderPage.class)))
    public OrderPage list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        List<OrderSummary> found = orders.after(after, limit);
        String next = found.size() < limit
                ? null
                : uri.getAbsolutePathBuilder()
                        .queryParam("after", "{after}")
                        .queryParam("limit", limit)
                        .build(found.get(limit - 1).orderId())
                        .toString();
        return new OrderPage(found.stream().map(OrderRow::of).toList(), next);
    }

    /**
     * One order, with its version as the entity tag: send it as {@code If-Match} with a command that is decided on what is seen here.
     *
     * @throws NotFoundException when the read model has no such order
     */
    @GET
    @Path("{orderId}")
    @Operation(summary = "Shows an order")
    @APIResponse(
            responseCode = "200",
            description = "the order; its `ETag` is the version that `If-Match` takes with the next command",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "404", description = "no such order in the read model")
    public Response show(@PathParam("orderId") String orderId) {
        OrderSummary order = orders.withLines(orderId)
                .orElseThrow(() -> new NotFoundException("there is no order '%s'".formatted(orderId)));
        return Response.ok(OrderView.of(order))
                .tag(new EntityTag(Long.toString(order.version())))
                .build();
    }
}
