package org.commandery.runtime.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.commandery.DefinitionException;
import org.commandery.event.EventType;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.serialization.CodecFailed;
import org.commandery.serialization.EventForm;
import org.commandery.serialization.UnknownEventForm;
import org.commandery.serialization.UpcastEvent;
import org.commandery.serialization.UpcastFailed;
import org.commandery.serialization.Upcaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpcastersTest {

    @EventType(value = "moved", revision = 3)
    public record Moved(String street, String town, String by) {}

    @EventType("called")
    public record Called(String name) {}

    @EventType("aged")
    public record Aged(int years) {}

    private static final EventForm MOVED_1 = new EventForm("moved", 1);
    private static final EventForm MOVED_2 = new EventForm("moved", 2);

    /** An upcaster as short as a test wants it. */
    private record By(
            EventForm from, Set<EventForm> to, BiFunction<JsonObject, RecordedEvent, List<UpcastEvent>> upcast)
            implements Upcaster {

        @Override
        public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
            return upcast.apply(data, stored);
        }
    }

    /** Gives an address its town. */
    private static final class Town implements Upcaster {

        @Override
        public EventForm from() {
            return MOVED_1;
        }

        @Override
        public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
            String[] address = data.getString("address").split(", ");
            return List.of(MOVED_2.with(Json.createObjectBuilder()
                    .add("street", address[0])
                    .add("town", address[1])
                    .build()));
        }
    }

    /** Says who moved somebody, which the metadata know. */
    private static final class Mover implements Upcaster {

        @Override
        public EventForm from() {
            return MOVED_2;
        }

        @Override
        public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
            return List.of(MOVED_2.next()
                    .with(Json.createObjectBuilder(data)
                            .add("by", stored.metadata().getOrDefault("user", "nobody"))
                            .build()));
        }
    }

    private final JsonCodec codec = new JsonCodec();

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void theFormsThatLeadToAFormAreThoseOfAllStepsToIt() {
        Upcasters upcasters = new Upcasters(List.of(new Town(), new Mover()), List.of(Moved.class));

        assertThat(upcasters.leadingTo(MOVED_2.next())).containsExactly(MOVED_1, MOVED_2);
        assertThat(upcasters.leadingTo(MOVED_1)).isEmpty();
    }

    @Test
    void upcastersFollowEachOtherToTheNewestRevision() {
        EventTypes types = types(List.of(new Mover(), new Town()), Moved.class);

        assertThat(types.decode(event("moved", 1, "{\"address\":\"Elm Street, Springwood\"}")))
                .containsExactly(new Moved("Elm Street", "Springwood", "ann"));
        assertThat(types.decode(event("moved", 2, "{\"street\":\"Elm Street\",\"town\":\"Springwood\"}")))
                .containsExactly(new Moved("Elm Street", "Springwood", "ann"));
        assertThat(types.decode(event("moved", 3, "{\"street\":\"a\",\"town\":\"b\",\"by\":\"c\"}")))
                .containsExactly(new Moved("a", "b", "c"));
    }

    @Test
    void anEventThatNoUpcasterTakesIsTheSameObjectAndNotRead() {
        Upcasters upcasters = new Upcasters(List.of(new Town(), new Mover()), Set.of());
        RecordedEvent newest = event("moved", 3, "no JSON");
        RecordedEvent other = event("called", 1, "no JSON");

        assertThat(upcasters.upcast(newest).get(0)).isSameAs(newest);
        assertThat(upcasters.upcast(other).get(0)).isSameAs(other);
    }

    @Test
    void whatWasRecordedWithAnEventStaysWithIt() {
        RecordedEvent stored = event("moved", 1, "{\"address\":\"a, b\"}");

        RecordedEvent newest =
                new Upcasters(List.of(new Town()), Set.of()).upcast(stored).get(0);

        assertThat(newest)
                .usingRecursiveComparison()
                .ignoringFields("revision", "data")
                .isEqualTo(stored);
        assertThat(newest.revision()).isEqualTo(2);
        assertThat(newest.data()).isEqualTo("{\"street\":\"a\",\"town\":\"b\"}");
    }

    @Test
    void anEventMayBecomeNone() {
        Upcaster drop = new By(new EventForm("noise", 1), Set.of(), (data, stored) -> List.of());

        assertThat(types(List.of(drop), Called.class).decode(event("noise", 1, "{}")))
                .isEmpty();
    }

    @Test
    void anEventMayBecomeSeveralOfOtherTypesInOrder() {
        Upcaster split = splitInto(new EventForm("called", 1), new EventForm("aged", 1));

        assertThat(types(List.of(split), Called.class, Aged.class)
                        .decode(event("born", 1, "{\"name\":\"ann\",\"years\":3}")))
                .containsExactly(new Called("ann"), new Aged(3));
    }

    @Test
    void numbersKeepTheirDigits() {
        Upcaster same = new By(
                new EventForm("price", 1),
                Set.of(new EventForm("price", 2)),
                (data, stored) -> List.of(new EventForm("price", 2).with(data)));

        assertThat(new Upcasters(List.of(same), Set.of())
                        .upcast(event("price", 1, "{\"a\":15.00,\"b\":123456789012345678901234567890.123}"))
                        .get(0)
                        .data())
                .isEqualTo("{\"a\":15.00,\"b\":123456789012345678901234567890.123}");
    }

    @Test
    void theStoredTypesOfATypeAreAllThatLeadThere() {
        Upcaster renamed = renames(new EventForm("christened", 1), new EventForm("born", 1));
        Upcaster split = splitInto(new EventForm("called", 1), new EventForm("aged", 1));
        Upcasters upcasters = new Upcasters(List.of(renamed, split), Set.of());

        assertThat(upcasters.storedTypes(Set.of("aged", "other")))
                .containsExactlyInAnyOrder("aged", "other", "born", "christened");
        assertThat(upcasters.storedTypes(Set.of("other"))).containsExactly("other");
    }

    @Test
    void twoUpcastersForOneFormAreRefused() {
        refused(
                () -> new Upcasters(List.of(new Town(), renames(MOVED_1, MOVED_2)), Set.of()),
                Town.class.getName(),
                By.class.getName(),
                "'moved' revision 1",
                "remove one");
    }

    @Test
    void aRevisionThatDoesNotRiseIsRefused() {
        refused(
                () -> new Upcasters(List.of(renames(MOVED_2, MOVED_1)), Set.of()),
                By.class.getName(),
                "'moved' revision 2 to 'moved' revision 1",
                "must rise");
        refused(() -> new Upcasters(List.of(renames(MOVED_2, MOVED_2)), Set.of()), "must rise");
    }

    @Test
    void aCircleOfTypesIsRefused() {
        EventForm a = new EventForm("a", 1);
        EventForm b = new EventForm("b", 1);

        refused(
                () -> new Upcasters(List.of(renames(a, b), renames(b, a)), Set.of()),
                "circle",
                "(from 'a' revision 1)",
                "(from 'b' revision 1)");
    }

    @Test
    void aFormThatNobodyKnowsIsRefused() {
        refused(
                () -> types(List.of(new Town(), new Mover()), Called.class),
                Mover.class.getName(),
                "'moved' revision 3",
                "no event class is");
        new EventTypes(
                Set.of(Called.class),
                new Serialization(codec, new Upcasters(List.of(new Town(), new Mover()), Set.of(Moved.class))));
    }

    @Test
    void aLowerRevisionWithoutUpcasterIsRefused() {
        refused(
                () -> types(List.of(new Mover()), Moved.class),
                Moved.class.getName(),
                "no upcaster takes 'moved' revision 1");
    }

    @Test
    void aClassThatUpcastersMakeNewerIsRefused() {
        Upcaster newer = renames(new EventForm("called", 1), new EventForm("aged", 1));

        refused(
                () -> types(List.of(newer), Called.class, Aged.class),
                Called.class.getName(),
                By.class.getName(),
                "raise the revision");
    }

    @Test
    void anEventOfAHigherRevisionIsAnErrorThatSaysSo() {
        EventTypes types = types(List.of(new Town(), new Mover()), Moved.class);

        assertThatThrownBy(() -> types.decode(event("moved", 4, "{}")))
                .isInstanceOf(UnknownEventForm.class)
                .hasMessageContainingAll(
                        "'moved' revision 4", Moved.class.getName(), "revision 3 at most", "newer version");
    }

    @Test
    void anEventOfAnUnknownTypeIsAnErrorThatSaysSo() {
        assertThatThrownBy(() -> types(List.of(), Called.class).decode(event("unheard-of", 1, "{}")))
                .isInstanceOf(UnknownEventForm.class)
                .hasMessageContainingAll("CMDRY-0403", "'unheard-of' revision 1", "@EventType");
    }

    @Test
    void dataThatDoNotFitTheClassAreAnErrorThatNamesIt() {
        assertThatThrownBy(() -> types(List.of(), Aged.class).decode(event("aged", 1, "{\"years\":\"many\"}")))
                .isInstanceOf(CodecFailed.class)
                .hasMessageContainingAll("CMDRY-0401", Aged.class.getName());
    }

    @Test
    void whatAnUpcasterThrowsIsAnErrorThatNamesItAndTheEvent() {
        assertThatThrownBy(() ->
                        types(List.of(new Town(), new Mover()), Moved.class).decode(event("moved", 1, "{}")))
                .isInstanceOf(UpcastFailed.class)
                .hasMessageContainingAll(Town.class.getName(), "event 7", "'moved' revision 1", "'person-1'")
                .hasCauseInstanceOf(NullPointerException.class);
        assertThatThrownBy(() ->
                        types(List.of(new Town(), new Mover()), Moved.class).decode(event("moved", 1, "[1]")))
                .isInstanceOf(UpcastFailed.class)
                .hasMessageContaining("no JSON object");
    }

    @Test
    void anUpcasterMakesOnlyWhatItSays() {
        Upcaster liar = new By(
                new EventForm("noise", 1),
                Set.of(new EventForm("called", 1)),
                (data, stored) -> List.of(new EventForm("aged", 1).with(data)));

        assertThatThrownBy(() -> types(List.of(liar), Called.class, Aged.class).decode(event("noise", 1, "{}")))
                .isInstanceOf(UpcastFailed.class)
                .hasMessageContainingAll(By.class.getName(), "'aged' revision 1");
    }

    @Test
    void anUpcasterIsAskedForItsFormsOnce() {
        AtomicInteger asked = new AtomicInteger();
        Upcaster counting = new Upcaster() {
            @Override
            public EventForm from() {
                asked.incrementAndGet();
                return new EventForm("noise", 1);
            }

            @Override
            public Set<EventForm> to() {
                return Set.of();
            }

            @Override
            public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
                return List.of();
            }
        };
        EventTypes types = types(List.of(counting), Called.class);

        types.decode(event("noise", 1, "{}"));
        types.decode(event("noise", 1, "{}"));

        assertThat(asked).hasValue(1);
    }

    private EventTypes types(List<Upcaster> upcasters, Class<?>... classes) {
        return new EventTypes(Set.of(classes), new Serialization(codec, new Upcasters(upcasters, Set.of())));
    }

    private static Upcaster renames(EventForm from, EventForm to) {
        return new By(from, Set.of(to), (data, stored) -> List.of(to.with(data)));
    }

    private static Upcaster splitInto(EventForm name, EventForm age) {
        return new By(
                new EventForm("born", 1),
                Set.of(name, age),
                (data, stored) -> List.of(
                        name.with(Json.createObjectBuilder()
                                .add("name", data.get("name"))
                                .build()),
                        age.with(Json.createObjectBuilder()
                                .add("years", data.get("years"))
                                .build())));
    }

    private static void refused(Runnable definition, String... facts) {
        assertThatThrownBy(definition::run)
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(facts);
    }

    private static RecordedEvent event(String type, int revision, String data) {
        return new RecordedEvent(
                UUID.randomUUID(),
                7,
                "person-1",
                3,
                type,
                revision,
                data,
                Map.of("user", "ann"),
                UUID.randomUUID(),
                UUID.randomUUID(),
                Set.of("town:springwood"),
                Instant.now(),
                null);
    }
}
