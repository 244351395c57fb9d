package org.commandery.runtime.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commandery.DefinitionException;
import org.commandery.application.DispatchOptions;
import org.commandery.event.EventMetadata;
import org.commandery.event.EventType;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.runtime.serialization.Upcasters;
import org.commandery.serialization.EventForm;
import org.commandery.serialization.UnknownEventForm;
import org.commandery.serialization.UpcastEvent;
import org.commandery.serialization.Upcaster;
import org.junit.jupiter.api.Test;

class HandlerCallsTest {

    @EventType("item-sold")
    public record ItemSold(String product) {}

    @EventType("sale-closed")
    public record SaleClosed(int items) {}

    @EventType("sale")
    public record OldSale(List<String> products) {}

    /** One sale was one event once; today each item is, and the end of the sale. A test sale is nothing. */
    private static final class SplitSale implements Upcaster {

        @Override
        public EventForm from() {
            return new EventForm("sale", 1);
        }

        @Override
        public Set<EventForm> to() {
            return Set.of(new EventForm("item-sold", 1), new EventForm("sale-closed", 1));
        }

        @Override
        public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
            List<UpcastEvent> events = new ArrayList<>();
            data.getJsonArray("products")
                    .forEach(product -> events.add(new EventForm("item-sold", 1)
                            .with(Json.createObjectBuilder()
                                    .add("product", product)
                                    .build())));
            if (!events.isEmpty()) {
                events.add(new EventForm("sale-closed", 1)
                        .with(Json.createObjectBuilder()
                                .add("items", events.size())
                                .build()));
            }
            return events;
        }
    }

    public static class Items {
        final List<Object> seen = new ArrayList<>();

        public void handle(ItemSold event, EventMetadata metadata) {
            seen.add(event);
            seen.add(metadata);
        }
    }

    public static class Everything {
        final List<Object> seen = new ArrayList<>();

        public void handle(RecordedEvent event) {
            seen.add(event);
        }

        public void handle(SaleClosed event) {
            seen.add(event);
        }
    }

    public static class Stale {
        public void handle(OldSale event) {}
    }

    private final Serialization serialization =
            new Serialization(new JsonCodec(), new Upcasters(List.of(new SplitSale()), Set.of()));

    @Test
    void aHandlerOfANewTypeAsksForTheStoredTypesThatLeadThere() {
        assertThat(calls(Items.class).storedTypes()).containsExactlyInAnyOrder("item-sold", "sale");
        assertThat(calls(Everything.class).storedTypes()).isNull();
    }

    @Test
    void anEventThatHasBecomeSeveralIsACallForEachThatTheHandlerTakes() throws Throwable {
        Items bean = new Items();
        RecordedEvent stored = event("sale", 1, "{\"products\":[\"tea\",\"cup\"]}");

        for (HandlerCall call : calls(Items.class).of(stored)) {
            call.on(bean);
        }

        assertThat(bean.seen)
                .containsExactly(new ItemSold("tea"), metadata(stored, 1), new ItemSold("cup"), metadata(stored, 2));
    }

    @Test
    void theCommandsForThePartsOfAnEventHaveIdsOfTheirOwn() {
        RecordedEvent stored = event("sale", 1, "{}");

        assertThat(List.of(1, 2, 3))
                .map(part -> DispatchOptions.options()
                        .causedBy(metadata(stored, part))
                        .handler())
                .doesNotHaveDuplicates();
    }

    @Test
    void anEventThatHasBecomeNoneIsNoCall() {
        RecordedEvent stored = event("sale", 1, "{\"products\":[]}");

        assertThat(calls(Items.class).of(stored)).isEmpty();
        assertThat(calls(Everything.class).of(stored)).isEmpty();
    }

    @Test
    void whoTakesAllEventsGetsThemInTheirNewestForm() throws Throwable {
        Everything bean = new Everything();

        for (HandlerCall call : calls(Everything.class).of(event("sale", 1, "{\"products\":[\"tea\"]}"))) {
            call.on(bean);
        }

        assertThat(bean.seen).hasSize(2).last().isEqualTo(new SaleClosed(1));
        assertThat(bean.seen.get(0)).isInstanceOfSatisfying(RecordedEvent.class, event -> {
            assertThat(event.type()).isEqualTo("item-sold");
            assertThat(event.data()).isEqualTo("{\"product\":\"tea\"}");
        });
    }

    @Test
    void aHandlerOfEventsThatUpcastersMakeNewerIsRefused() {
        assertThatThrownBy(() -> calls(Stale.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(OldSale.class.getName(), SplitSale.class.getName());
    }

    @Test
    void anEventOfAHigherRevisionIsAnErrorThatSaysSo() {
        assertThatThrownBy(() -> calls(Items.class).of(event("item-sold", 2, "{}")))
                .isInstanceOf(UnknownEventForm.class)
                .hasMessageContainingAll("'item-sold' revision 2", "revision 1 at most");
    }

    private HandlerCalls calls(Class<?> handler) {
        return HandlerModel.of(handler).at(serialization, "shop", "shop.sales");
    }

    private static EventMetadata metadata(RecordedEvent stored, int part) {
        return new EventMetadata(
                "shop",
                "shop.sales",
                stored.eventId(),
                stored.position(),
                stored.stream(),
                stored.version(),
                "item-sold",
                1,
                part,
                null,
                null,
                Map.of(),
                stored.createdAt(),
                false);
    }

    private static RecordedEvent event(String type, int revision, String data) {
        return new RecordedEvent(
                UUID.randomUUID(),
                7,
                "till-1",
                3,
                type,
                revision,
                data,
                Map.of(),
                null,
                null,
                Set.of(),
                Instant.now(),
                null);
    }
}
