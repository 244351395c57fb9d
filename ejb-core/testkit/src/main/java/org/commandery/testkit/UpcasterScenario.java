package org.commandery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.runtime.serialization.Upcasters;
import org.commandery.serialization.Upcaster;

/**
 * Tests upcasters without a store: given an event as it was stored long ago, then it is these events today.
 *
 * <pre>{@code
 * UpcasterScenario.of(new OrderPlacedInEuros())
 *         .into(OrderPlaced.class)
 *         .given("order-placed", 1, "{\"orderId\": \"o-1\", \"lines\": [], \"total\": 15.00}")
 *         .thenEvents(new OrderPlaced("o-1", List.of(), new BigDecimal("15.00"), "EUR"));
 * }</pre>
 *
 * <p>Keep the JSON of a test as it is when the events change again: it is what the store holds.
 */
public final class UpcasterScenario {

    private final List<Upcaster> upcasters;
    private final Set<Class<?>> events;
    private final RecordedEvent stored;

    private UpcasterScenario(List<Upcaster> upcasters, Set<Class<?>> events, RecordedEvent stored) {
        this.upcasters = upcasters;
        this.events = events;
        this.stored = stored;
    }

    /** Begins a scenario with these upcasters. */
    public static UpcasterScenario of(Upcaster... upcasters) {
        return new UpcasterScenario(List.of(upcasters), Set.of(), recorded("nothing", 1, "{}", Map.of()));
    }

    /**
     * Says which classes the events have today.
     *
     * @throws org.commandery.DefinitionException when a deployment with these upcasters and events would fail
     */
    public UpcasterScenario into(Class<?>... events) {
        UpcasterScenario scenario = new UpcasterScenario(upcasters, Set.of(events), stored);
        try (JsonCodec codec = new JsonCodec()) {
            scenario.types(codec);
        }
        return scenario;
    }

    /** An event as it is stored, without metadata. */
    public UpcasterScenario given(String type, int revision, String json) {
        return given(type, revision, json, Map.of());
    }

    /** An event as it is stored. */
    public UpcasterScenario given(String type, int revision, String json, Map<String, String> metadata) {
        return new UpcasterScenario(upcasters, events, recorded(type, revision, json, metadata));
    }

    /**
     * Asserts that it is exactly these events today, in this order; none means that it is passed over.
     *
     * @throws org.commandery.CommanderyException when an upcaster fails, or what comes of it fits no class
     */
    public UpcasterScenario thenEvents(Object... expected) {
        try (JsonCodec codec = new JsonCodec()) {
            assertThat(types(codec).decode(stored)).containsExactly(expected);
        }
        return this;
    }

    private EventTypes types(JsonCodec codec) {
        return new EventTypes(events, new Serialization(codec, new Upcasters(upcasters, Set.of())));
    }

    private static RecordedEvent recorded(String type, int revision, String json, Map<String, String> metadata) {
        return new RecordedEvent(
                UUID.randomUUID(),
                1,
                "stream-under-test",
                1,
                type,
                revision,
                json,
                metadata,
                null,
                null,
                Set.of(),
                Instant.now(),
                null);
    }
}
