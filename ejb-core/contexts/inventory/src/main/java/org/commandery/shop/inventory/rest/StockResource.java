package org.commandery.shop.inventory.rest;

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
import org.commandery.shop.inventory.readmodel.Stock;
import org.commandery.shop.inventory.readmodel.StockLevel;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Stock as the read model shows it. */
@Path("inventory/stock")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "inventory")
public class StockResource {

    @Inject
    private Stock stock;

    @Context
    private UriInfo uri;

    /**
     * A page of products.
     *
     * @param after products that come later; empty for the first page
     * @param limit how many at most
     */
    @GET
    @Operation(summary = "Lists the stock by product, a page at a time")
    @APIResponse(
            responseCode = "200",
            description = "a page; `next` leads to the following one",
            content = @Content(schema = @Schema(implementation = StockPage.class)))
    public StockPage list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        List<StockLevel> found = stock.after(after, limit);
        String next = found.size() < limit
                ? null
                : uri.getAbsolutePathBuilder()
                        .queryParam("after", "{after}")
                        .queryParam("limit", limit)
                        .build(found.get(limit - 1).product())
                        .toString();
        return new StockPage(found.stream().map(StockView::of).toList(), next);
    }

    /**
     * The stock of one product, with the version of its stream as the entity tag.
     *
     * @throws NotFoundException when nothing is known of the product
     */
    @GET
    @Path("{product}")
    @Operation(summary = "Shows the stock of a product")
    @APIResponse(
            responseCode = "200",
            description = "the stock; its `ETag` is the version that `If-Match` takes with the next command",
            content = @Content(schema = @Schema(implementation = StockView.class)))
    @APIResponse(responseCode = "404", description = "nothing is known of the product")
    public Response show(@PathParam("product") String product) {
        StockLevel level = stock.of(product)
                .orElseThrow(() -> new NotFoundException("there is no product '%s'".formatted(product)));
        return Response.ok(StockView.of(level))
                .tag(new EntityTag(Long.toString(level.version())))
                .build();
    }
}
