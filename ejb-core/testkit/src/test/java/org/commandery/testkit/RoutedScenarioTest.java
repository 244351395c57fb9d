package org.commandery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.application.DispatchOptions.options;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.commandery.DefinitionException;
import org.commandery.application.BoundedContext;
import org.commandery.application.CommandContext;
import org.commandery.application.CommandRejected;
import org.commandery.application.InvalidAggregateIdentity;
import org.commandery.application.UnregisteredCommand;
import org.commandery.event.EventType;
import org.commandery.router.Router;
import org.commandery.router.Routes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scenarios whose commands go the way that a router says. */
class RoutedScenarioTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** A parcel, whose methods have names of their own. */
    public record Parcel(String id, Optional<Instant> returned) {

        public record Pack(String parcelId) {}

        public record Weigh(Label label, int grams) {}

        public record Return(String parcelId) {}

        public record Stamp(String parcelId) {}

        public record Label(String number) {}

        @EventType("packed")
        public record Packed(String parcelId) {}

        @EventType("weighed")
        public record Weighed(int grams) {}

        @EventType("returned")
        public record Returned(Instant at) {}

        static Packed decide(Pack command) {
            return new Packed(command.parcelId());
        }

        Weighed decide(Weigh command) {
            return new Weighed(command.grams());
        }

        static Parcel evolve(Packed event) {
            return new Parcel(event.parcelId(), Optional.empty());
        }

        Parcel evolve(Weighed event) {
            return this;
        }

        Parcel evolve(Returned event) {
            return new Parcel(id, Optional.of(event.at()));
        }
    }

    /** Takes parcels back; a server would inject the clock. */
    public record ParcelReturns(Clock clock) {

        Parcel.Returned decide(@Nullable Parcel parcel, Parcel.Return command) {
            if (parcel == null) {
                throw new CommandRejected("nobody packed it");
            }
            return new Parcel.Returned(clock.instant());
        }
    }

    /** Stamps are for nobody yet. */
    public static final class Stamps {

        void decide(@Nullable Parcel parcel, Parcel.Stamp command) throws Exception {
            throw new Exception("no ink");
        }
    }

    @BoundedContext("shipping")
    public static final class Shipping implements Router {

        @Override
        public void configure(Routes routes) {
            routes.aggregate(Parcel.class)
                    .identifiedBy("parcelId")
                    .prefix(() -> "parcel-")
                    .executeMethod("decide")
                    .applyMethod("evolve")
                    .options(options().metadata(Map.of("depot", "north")))
                    .dispatch(Parcel.Pack.class)
                    .dispatch(
                            Parcel.Weigh.class,
                            weigh -> weigh.identifiedBy(
                                            command -> command.label().number())
                                    .beforeExecute((parcel, command, context) -> requireScales(context)))
                    .dispatch(Parcel.Return.class, route -> route.handledBy(ParcelReturns.class))
                    .dispatch(Parcel.Stamp.class, route -> route.handledBy(Stamps.class));
            routes.include(new Lamp.Lamps());
        }

        private static void requireScales(CommandContext context) {
            if (!context.metadata().containsKey("scales")) {
                throw new CommandRejected(
                        "there are no scales in %s".formatted(context.metadata().get("depot")));
            }
        }
    }

    private static AggregateScenario<Parcel> parcel() {
        return AggregateScenario.of(new Shipping(), Parcel.class, new ParcelReturns(Clock.fixed(NOON, ZoneOffset.UTC)));
    }

    @Test
    void aMethodOfAnotherNameDecidesAndOneAppliesTheEvents() {
        parcel().when(new Parcel.Pack("p-1"))
                .thenEvents(new Parcel.Packed("p-1"))
                .thenState(parcel -> assertThat(parcel).isEqualTo(new Parcel("p-1", Optional.empty())));
    }

    @Test
    void aClassOfItsOwnDecidesOnWhatWasGiven() {
        parcel().given(new Parcel.Packed("p-1"))
                .when(new Parcel.Return("p-1"))
                .thenEvents(new Parcel.Returned(NOON))
                .thenState(parcel -> assertThat(parcel.returned()).contains(NOON));
        parcel().when(new Parcel.Return("p-1")).thenRejected("nobody packed it");
        parcel().when(new Parcel.Stamp("p-1")).thenFailed(Exception.class);
    }

    @Test
    void aCheckBeforeTheExecutionSeesTheMetadataOfTheCallAndOfTheRoute() {
        Parcel.Weigh weigh = new Parcel.Weigh(new Parcel.Label("p-1"), 700);

        parcel().given(new Parcel.Packed("p-1")).when(weigh).thenRejected("no scales in north");
        parcel().given(new Parcel.Packed("p-1"))
                .when(weigh, options().metadata(Map.of("scales", "1")))
                .thenEvents(new Parcel.Weighed(700));
    }

    @Test
    void theStreamIsMadeOfThePrefixAndTheIdentity() {
        parcel().when(new Parcel.Pack("p-1")).thenStream("parcel-p-1");
        parcel().when(new Parcel.Pack(" ")).thenFailed(InvalidAggregateIdentity.class);
        assertThatThrownBy(() -> AggregateScenario.of(Lamp.class)
                        .when(new Lamp.Install("l-1"))
                        .thenStream("lamp-l-1"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aScenarioIsOfOneAggregate() {
        AggregateScenario<Parcel> parcel = parcel();
        parcel.when(new Parcel.Pack("p-1")).thenStream("parcel-p-1");

        assertThatThrownBy(() -> parcel.when(new Parcel.Return("p-2")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("parcel-p-1", "parcel-p-2");
        assertThatThrownBy(() -> parcel.when(new Lamp.Install("p-1")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(Lamp.class.getName());
    }

    @Test
    void aCommandWithoutARouteFails() {
        parcel().when("hello").thenFailed(UnregisteredCommand.class);
    }

    @Test
    void anAggregateOfARouterThatIsIncludedIsRoutedToo() {
        AggregateScenario.of(new Shipping(), Lamp.class, new ParcelReturns(Clock.systemUTC()))
                .given(new Lamp.Installed("l-1"))
                .when(new Lamp.SwitchOn("l-1"))
                .thenEvents(new Lamp.SwitchedOn("l-1"))
                .thenStream("lamp-l-1");
    }

    @Test
    void aRouterThatCannotBeDeployedFailsTheScenario() {
        assertThatThrownBy(() -> AggregateScenario.of(new Shipping(), Parcel.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(ParcelReturns.class.getName());
        assertThatThrownBy(() -> AggregateScenario.of(new Lamp.Lamps(), Parcel.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(Parcel.class.getName());
    }
}
