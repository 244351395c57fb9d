package org.commandery.shop.billing.rest;

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
import org.commandery.shop.billing.readmodel.InvoiceSummary;
import org.commandery.shop.billing.readmodel.Invoices;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Invoices as the read model shows them. */
@Path("billing/invoices")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "billing")
public class InvoicesResource {

    @Inject
    private Invoices invoices;

    @Context
    private UriInfo uri;

    /**
     * A page of invoices.
     *
     * @param after invoices of orders with a greater identity; empty for the first page
     * @param limit how many at most
     */
    @GET
    @Operation(summary = "Lists invoices by order, a page at a time")
    @APIResponse(
            responseCode = "200",
            description = "a page; `next` leads to the following one",
            content = @Content(schema = @Schema(implementation = InvoicePage.class)))
    public InvoicePage list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        List<InvoiceSummary> found = invoices.after(after, limit);
        String next = found.size() < limit
                ? null
                : uri.getAbsolutePathBuilder()
                        .queryParam("after", "{after}")
                        .queryParam("limit", limit)
                        .build(found.get(limit - 1).orderId())
                        .toString();
        return new InvoicePage(found.stream().map(InvoiceView::of).toList(), next);
    }

    /**
     * The invoice of one order, with the version of its stream as the entity tag.
     *
     * @throws NotFoundException when there is none
     */
    @GET
    @Path("{orderId}")
    @Operation(summary = "Shows the invoice of an order")
    @APIResponse(
            responseCode = "200",
            description = "the invoice; its `ETag` is the version that `If-Match` takes with the next command",
            content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    @APIResponse(responseCode = "404", description = "no invoice of such an order")
    public Response show(@PathParam("orderId") String orderId) {
        InvoiceSummary invoice = invoices.of(orderId)
                .orElseThrow(() -> new NotFoundException("there is no invoice of order '%s'".formatted(orderId)));
        return Response.ok(InvoiceView.of(invoice))
                .tag(new EntityTag(Long.toString(invoice.version())))
                .build();
    }
}
