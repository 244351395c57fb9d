package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.shop.it.ShopClient.cancellation;
import static org.commandery.shop.it.ShopClient.confirmation;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.commandery.shop.it.ShopClient.Answer;
import org.junit.jupiter.api.Test;

/** What can be read: streams, all events, subscriptions, the read model, and what there is at all. */
class ReadingHttpIT extends OrderingOnServer {

    @Test
    void aStreamShowsAllThatIsRecordedOfItsEvents() {
        String id = newOrderId();
        Instant before = Instant.now().minusSeconds(60);
        JsonObject receipt = shop.sent("PlaceOrder", order(id)).json();

        JsonObject event = shop.events("order-" + id).getJsonObject(0);

        assertThat(event.keySet())
                .containsExactlyInAnyOrder(
                        "eventId",
                        "position",
                        "stream",
                        "version",
                        "number",
                        "type",
                        "revision",
                        "data",
                        "metadata",
                        "tags",
                        "causationId",
                        "correlationId",
                        "createdAt");
        assertThat(UUID.fromString(event.getString("eventId"))).isNotNull();
        assertThat(event.getJsonNumber("position")).isEqualTo(receipt.getJsonNumber("position"));
        assertThat(event.getString("stream")).isEqualTo("order-" + id);
        assertThat(event.getInt("version")).isEqualTo(1);
        assertThat(event.getInt("number")).isEqualTo(1);
        assertThat(event.getString("type")).isEqualTo("order-placed");
        assertThat(event.getInt("revision")).isEqualTo(2);
        assertThat(event.getJsonArray("tags")).isEmpty();
        assertThat(event.getJsonObject("data").getString("orderId")).isEqualTo(id);
        assertThat(event.getJsonObject("data").getJsonNumber("total").bigDecimalValue())
                .isEqualByComparingTo("7");
        assertThat(event.getJsonObject("metadata").getString("user")).isEqualTo("anonymous");
        assertThat(Instant.parse(event.getString("createdAt")))
                .isBetween(before, Instant.now().plusSeconds(60));
    }

    @Test
    void aStreamIsReadInBothDirectionsFromAnyVersionAPageAtATime() {
        String stream = confirmedOrder();

        assertThat(versions("streams/%s".formatted(stream))).containsExactly(1, 2);
        assertThat(versions("streams/%s?from=2".formatted(stream))).containsExactly(2);
        assertThat(versions("streams/%s?from=0&limit=1".formatted(stream))).containsExactly(1);
        assertThat(versions("streams/%s?from=3".formatted(stream))).isEmpty();
        assertThat(versions("streams/%s?direction=backward".formatted(stream))).containsExactly(2, 1);
        assertThat(versions("streams/%s?direction=backward&from=1".formatted(stream)))
                .containsExactly(1);
        assertThat(versions("streams/%s?direction=backward&limit=1".formatted(stream)))
                .containsExactly(2);
    }

    @Test
    void thePagesOfAStreamLeadToEachOther() {
        String stream = confirmedOrder();

        assertThat(follow("api/ordering/streams/%s?limit=1".formatted(stream), "events", "version"))
                .containsExactly(1L, 2L);
        assertThat(follow("api/ordering/streams/%s?limit=1&direction=backward".formatted(stream), "events", "version"))
                .containsExactly(2L, 1L);
    }

    @Test
    void anUnknownStreamIsNotFound() {
        shop.get("api/ordering/streams/order-" + newOrderId()).problem(404, "not-found");
    }

    @Test
    void allEventsAreReadInTheirOrderWithoutGapsAfterAnyPosition() {
        long first = shop.sent("PlaceOrder", order(newOrderId())).json().getInt("position");
        IntStream.range(0, 4).forEach(i -> shop.sent("PlaceOrder", order(newOrderId())));

        JsonObject page = shop.json("api/ordering/events?limit=2&after=" + (first - 1));
        assertThat(page.getJsonArray("events").getValuesAs(event -> position(event)))
                .containsExactly(first, first + 1);
        assertThat(page.getJsonNumber("head").longValue()).isGreaterThanOrEqualTo(first + 4);

        List<Long> all = follow("api/ordering/events?limit=2&after=" + (first - 1), "events", "position");
        assertThat(all).startsWith(LongStream.range(first, first + 5).boxed().toArray(Long[]::new));
        assertThat(all)
                .isEqualTo(LongStream.range(first, first + all.size()).boxed().toList());
    }

    @Test
    void beyondTheLastEventThereIsAnEmptyPage() {
        JsonObject page = shop.json("api/ordering/events?after=" + Long.MAX_VALUE);

        assertThat(page.getJsonArray("events")).isEmpty();
        assertThat(page).doesNotContainKey("next");
    }

    @Test
    void eventsAreLookedForByTypeStreamAndCorrelation() {
        String id = newOrderId();
        String correlation = UUID.randomUUID().toString();
        shop.sent("PlaceOrder", order(id), "X-Correlation-ID", correlation);
        shop.sent("PlaceOrder", order(newOrderId()), "X-Correlation-ID", correlation);
        shop.sent("CancelOrder", cancellation(id));

        String events = "api/ordering/events?limit=1";
        assertThat(follow(events + "&stream=order-" + id, "events", "version")).containsExactly(1L, 2L);
        assertThat(follow(events + "&correlation=" + correlation, "events", "version"))
                .containsExactly(1L, 1L);
        assertThat(follow(events + "&type=order-cancelled&stream=order-" + id, "events", "version"))
                .containsExactly(2L);
        assertThat(follow(
                        events + "&type=order-cancelled&type=order-placed&stream=order-" + id + "&correlation="
                                + correlation,
                        "events",
                        "version"))
                .containsExactly(1L);
        assertThat(follow(events + "&tag=none", "events", "version")).isEmpty();
        JsonObject nothing = shop.json("api/ordering/events?type=none");
        assertThat(nothing.getJsonNumber("reached")).isEqualTo(nothing.getJsonNumber("head"));
    }

    @Test
    void aQueryThatCannotBeReadIsMalformed() {
        shop.get("api/ordering/events?correlation=x").problem(400, "malformed-request");
        shop.get("api/ordering/events?type=%00").problem(400, "malformed-request");
        shop.get("api/ordering/streams?search=%00").problem(400, "malformed-request");
        shop.get("api/ordering/streams?sort=size").problem(400, "malformed-request");
        shop.get("api/ordering/streams?page=0").problem(400, "constraint-broken");
    }

    @Test
    void streamsAreListedAPageAtATime() {
        String prefix = newOrderId();
        List<String> ids = List.of(prefix + "-a", prefix + "-b", prefix + "-c");
        ids.forEach(id -> shop.sent("PlaceOrder", order(id)));
        shop.sent("CancelOrder", cancellation(prefix + "-b"));

        JsonObject page = shop.json("api/ordering/streams?size=2&search=" + prefix);
        assertThat(page.getInt("total")).isEqualTo(3);
        assertThat(page.getInt("pages")).isEqualTo(2);
        assertThat(follow("api/ordering/streams?size=2&search=" + prefix, "streams", "version"))
                .containsExactly(1L, 2L, 1L);
        assertThat(follow("api/ordering/streams?size=1&sort=-version&search=" + prefix, "streams", "version"))
                .containsExactly(2L, 1L, 1L);
        JsonObject stream = page.getJsonArray("streams").getJsonObject(0);
        assertThat(stream.getString("stream")).isEqualTo("order-" + prefix + "-a");
        assertThat(Instant.parse(stream.getString("createdAt")))
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(stream.isNull("deletedAt")).isTrue();
    }

    @Test
    void aStreamIsNotDeletedByAnybody() {
        String stream = confirmedOrder();

        shop.request("DELETE", "api/ordering/streams/" + stream, null).problem(403, "forbidden");

        assertThat(versions("streams/" + stream)).containsExactly(1, 2);
    }

    @Test
    void subscriptionsShowHowFarTheyAre() {
        long position = shop.sent("PlaceOrder", order(newOrderId()), "Prefer", "wait=30")
                .json()
                .getInt("position");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonObject orders = subscription("ordering.orders");
            long checkpoint = orders.getJsonNumber("checkpoint").longValue();
            long head = orders.getJsonNumber("head").longValue();
            assertThat(checkpoint).isGreaterThanOrEqualTo(position);
            assertThat(orders.getJsonNumber("lag").longValue()).isEqualTo(head - checkpoint);
            assertThat(orders.getString("state")).isEqualTo("LIVE");
            assertThat(orders.getString("consistency")).isEqualTo("STRONG");
            assertThat(orders.isNull("failure")).isTrue();
        });
    }

    @Test
    void anOrderIsShownWithItsVersionAsTheTagForTheNextCommand() {
        String id = newOrderId();
        shop.sent("PlaceOrder", order(id), "Prefer", "wait=30");

        Answer answer = shop.get("api/ordering/orders/" + id);

        JsonObject order = answer.json();
        assertThat(order.getString("orderId")).isEqualTo(id);
        assertThat(order.getString("status")).isEqualTo("PLACED");
        assertThat(order.getJsonNumber("total").bigDecimalValue()).isEqualByComparingTo("7");
        assertThat(order.getJsonArray("lines").getJsonObject(0).getString("product"))
                .isEqualTo("tea");
        assertThat(order.getInt("version")).isEqualTo(1);
        assertThat(Instant.parse(order.getString("placedAt")))
                .isBefore(Instant.now().plusSeconds(60));
        shop.sent(
                "CancelOrder",
                cancellation(id),
                "If-Match",
                answer.header("ETag").orElseThrow(),
                "Prefer",
                "wait=30");

        JsonObject cancelled = shop.json("api/ordering/orders/" + id);
        assertThat(cancelled.getString("status")).isEqualTo("CANCELLED");
        assertThat(cancelled.getString("cancelReason")).isEqualTo("too late");
        assertThat(cancelled.getInt("version")).isEqualTo(2);
    }

    @Test
    void ordersAreListedByIdentityAPageAtATime() {
        String prefix = newOrderId();
        List<String> ids = List.of(prefix + " a", prefix + " b", prefix + "&c");
        ids.forEach(id -> shop.sent("PlaceOrder", order(id), "Prefer", "wait=30"));

        JsonObject page = shop.json("api/ordering/orders?limit=2&after=" + prefix);

        JsonArray orders = page.getJsonArray("orders");
        assertThat(orders.getValuesAs(order -> order.asJsonObject().getString("orderId")))
                .containsExactly(prefix + " a", prefix + " b");
        assertThat(orders.getJsonObject(0).getString("status")).isEqualTo("PLACED");
        JsonObject next = shop.json(page.getString("next"));
        assertThat(next.getJsonArray("orders").getJsonObject(0).getString("orderId"))
                .isEqualTo(prefix + "&c");
    }

    @Test
    void theWayInNamesTheContextsAndTheirCommands() {
        JsonObject ordering = shop.json("api").getJsonArray("contexts").getValuesAs(JsonObject.class).stream()
                .filter(context -> context.getString("name").equals("ordering"))
                .findFirst()
                .orElseThrow();

        assertThat(ordering.getJsonArray("commands").getValuesAs(JsonValue::toString))
                .containsExactly("\"CancelOrder\"", "\"ConfirmOrder\"", "\"PlaceOrder\"");
        assertThat(shop.json(ordering.getString("eventsAt"))).containsKey("events");
    }

    @Test
    void theRootIsAPageForPeople() {
        Answer page = shop.get("");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("href=\"openapi\"", "href=\"api\"");
    }

    @Test
    void openApiDescribesAllEndpointsThoseOfTheContextsTooWithTheirProblems() {
        JsonObject description = shop.json("openapi?format=JSON");

        JsonObject paths = description.getJsonObject("paths");
        assertThat(paths.keySet())
                .contains(
                        "/api/{context}/commands/{command}",
                        "/api/{context}/streams",
                        "/api/{context}/streams/{stream}",
                        "/api/{context}/events",
                        "/api/{context}/subscriptions",
                        "/api/ordering/orders",
                        "/api/ordering/orders/{orderId}");
        JsonObject dispatch =
                paths.getJsonObject("/api/{context}/commands/{command}").getJsonObject("post");
        assertThat(dispatch.getJsonObject("responses").keySet())
                .contains("200", "202", "400", "404", "409", "412", "415", "422", "503", "default");
        assertThat(dispatch.getJsonArray("parameters")
                        .getValuesAs(parameter -> parameter.asJsonObject().getString("name")))
                .contains("If-Match", "Idempotency-Key", "X-Correlation-ID", "X-Causation-ID", "Prefer");
        assertThat(paths.values())
                .allSatisfy(path -> assertThat(path.toString())
                        .contains("application/problem+json", "#/components/schemas/Problem"));
    }

    private String confirmedOrder() {
        String id = newOrderId();
        shop.sent("PlaceOrder", order(id));
        shop.sent("ConfirmOrder", confirmation(id));
        return "order-" + id;
    }

    private List<Integer> versions(String address) {
        return shop.json("api/ordering/" + address)
                .getJsonArray("events")
                .getValuesAs(event -> event.asJsonObject().getInt("version"));
    }

    /** A member of all elements of all pages. */
    private List<Long> follow(String address, String elements, String member) {
        List<Long> found = new ArrayList<>();
        String next = address;
        while (next != null) {
            JsonObject page = shop.json(next);
            page.getJsonArray(elements)
                    .forEach(element -> found.add(
                            element.asJsonObject().getJsonNumber(member).longValue()));
            next = page.getString("next", null);
        }
        return found;
    }

    private static long position(JsonValue event) {
        return event.asJsonObject().getJsonNumber("position").longValue();
    }

    private JsonObject subscription(String name) {
        return shop
                .json("api/ordering/subscriptions")
                .getJsonArray("subscriptions")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(subscription -> subscription.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
