package org.commandery.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.commandery.DefinitionException;
import org.commandery.event.EventType;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.serialization.EventForm;
import org.commandery.serialization.UpcastEvent;
import org.commandery.serialization.Upcaster;
import org.junit.jupiter.api.Test;

class UpcasterScenarioTest {

    @EventType(value = "greeted", revision = 2)
    public record Greeted(String name, String by) {}

    /** Takes who greeted from the metadata; greetings to nobody are dropped. */
    static final class WhoGreeted implements Upcaster {

        @Override
        public EventForm from() {
            return new EventForm("greeted", 1);
        }

        @Override
        public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
            if (data.isNull("name")) {
                return List.of();
            }
            String by = stored.metadata().getOrDefault("user", "somebody");
            return List.of(from().next()
                    .with(Json.createObjectBuilder(data).add("by", by).build()));
        }
    }

    private final UpcasterScenario scenario =
            UpcasterScenario.of(new WhoGreeted()).into(Greeted.class);

    @Test
    void anOldEventIsANewOne() {
        scenario.given("greeted", 1, "{\"name\":\"ann\"}")
                .thenEvents(new Greeted("ann", "somebody"))
                .given("greeted", 1, "{\"name\":\"ann\"}", Map.of("user", "bob"))
                .thenEvents(new Greeted("ann", "bob"));
    }

    @Test
    void anOldEventIsNothing() {
        scenario.given("greeted", 1, "{\"name\":null}").thenEvents();
    }

    @Test
    void whatIsNotExpectedFailsTheTest() {
        UpcasterScenario old = scenario.given("greeted", 1, "{\"name\":\"ann\"}");

        assertThatThrownBy(old::thenEvents).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatADeploymentWouldRefuseIsRefused() {
        assertThatThrownBy(() -> UpcasterScenario.of().into(Greeted.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("'greeted' revision 1");
    }
}
