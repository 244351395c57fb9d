package org.commandery.runtime.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.application.DispatchOptions.options;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.commandery.application.CommandForbidden;
import org.commandery.application.CommandRejected;
import org.commandery.application.DispatchOptions;
import org.commandery.application.UnregisteredCommand;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.middleware.Caller;
import org.commandery.middleware.CommandAudited;
import org.commandery.router.Router;
import org.commandery.runtime.application.Dispatching;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Commandery brings: authorisation and audit. */
class ShippedMiddlewareTest {

    private static final Router GATE = routes -> routes.aggregate(Gate.class)
            .identifiedBy("id")
            .dispatch(Open.class, Look.class, Knock.class, Repair.class, Break.class);

    private final StoreAccess access = StoreAccess.of("castle", new InMemoryEventStore());
    private final List<CommandAudited> audited = new ArrayList<>();
    private final RunningApplication castle = new RunningApplication(
            "castle",
            Map.of("gate", GATE),
            access,
            new Dispatching(
                    List.of(
                            PlacedMiddleware.of(new Logging(), Logging.PRIORITY),
                            PlacedMiddleware.of(new Audit(audited::add), Audit.PRIORITY),
                            PlacedMiddleware.of(new Authorisation(), Authorisation.PRIORITY)),
                    DispatchOptions.options(),
                    Runnable::run,
                    this::caller,
                    type -> type));

    private Optional<Caller> caller = Optional.empty();

    @AfterEach
    void close() {
        castle.close();
        access.close();
    }

    private Optional<Caller> caller() {
        return caller;
    }

    @ParameterizedTest
    @MethodSource("callers")
    void whoHasOneOfTheRolesMaySendTheCommandAndNobodyElse(Optional<Caller> who, boolean may) {
        caller = who;

        if (may) {
            castle.dispatch(new Open("g"));
        } else {
            assertThatThrownBy(() -> castle.dispatch(new Open("g")))
                    .isInstanceOfSatisfying(
                            CommandForbidden.class, e -> assertThat(e.caller()).isEqualTo(who.flatMap(Caller::name)))
                    .hasMessageContaining(Open.class.getName());
        }
    }

    static List<Object[]> callers() {
        return List.of(
                new Object[] {Optional.of(new Known("ada", Set.of("guard"))), true},
                new Object[] {Optional.of(new Known("bob", Set.of("king", "poet"))), true},
                new Object[] {Optional.of(new Known("eve", Set.of("poet"))), false},
                new Object[] {Optional.of(new Known(null, Set.of())), false},
                new Object[] {Optional.empty(), false});
    }

    @Test
    void aCommandThatIsPermittedToAllOrSaysNothingPasses() {
        castle.dispatch(new Look("g"));
        castle.dispatch(new Knock("g"));
    }

    @Test
    void aCommandThatIsDeniedToAllIsForHandlersOnly() {
        caller = Optional.of(new Known("ada", Set.of("guard", "king")));

        assertThatThrownBy(() -> castle.dispatch(new Repair("g"))).isInstanceOf(CommandForbidden.class);
        castle.dispatch(new Repair("g"), options().causedBy(event()));
    }

    @Test
    void theAuditTellsOfACommandWithoutARouteToo() {
        caller = Optional.of(new Known("ada", Set.of()));

        assertThatThrownBy(() -> castle.dispatch("hello")).isInstanceOf(UnregisteredCommand.class);

        assertThat(audited).singleElement().satisfies(one -> {
            assertThat(one.caller()).contains("ada");
            assertThat(one.command().command()).isEqualTo("hello");
            assertThat(one.command().context()).isEmpty();
            assertThat(one.failure()).containsInstanceOf(UnregisteredCommand.class);
        });
    }

    @Test
    void theAuditTellsWhoSentWhatAndWhatCameOfIt() {
        caller = Optional.of(new Known("ada", Set.of()));
        Instant before = Instant.now();

        UUID id = castle.dispatch(new Look("g")).commandId();
        assertThatThrownBy(() -> castle.dispatch(new Open("g"))).isInstanceOf(CommandForbidden.class);
        assertThatThrownBy(() -> castle.dispatch(new Break("g"))).isInstanceOf(CommandRejected.class);
        castle.dispatch(new Repair("g"), options().causedBy(event()));

        assertThat(audited).hasSize(4);
        assertThat(audited.get(0)).satisfies(entry -> {
            assertThat(entry.caller()).contains("ada");
            assertThat(entry.command().command()).isEqualTo(new Look("g"));
            assertThat(entry.command().commandId()).isEqualTo(id);
            assertThat(entry.command().application()).isEqualTo("castle");
            assertThat(entry.at()).isBetween(before, Instant.now());
            assertThat(entry.duration()).isPositive();
            assertThat(entry.result()).isPresent();
            assertThat(entry.failure()).isEmpty();
        });
        assertThat(audited.get(1).failure()).containsInstanceOf(CommandForbidden.class);
        assertThat(audited.get(2).failure()).containsInstanceOf(CommandRejected.class);
        assertThat(audited.get(3).caller()).isEmpty();
        assertThat(audited.get(3).command().handler()).contains("gate.repairs");
    }

    private static EventMetadata event() {
        return new EventMetadata(
                "castle",
                "gate.repairs",
                UUID.randomUUID(),
                1,
                "g",
                1,
                "broken",
                1,
                1,
                null,
                UUID.randomUUID(),
                Map.of(),
                Instant.now(),
                false);
    }

    record Known(String who, Set<String> roles) implements Caller {

        @Override
        public Optional<String> name() {
            return Optional.ofNullable(who);
        }

        @Override
        public boolean isInRole(String role) {
            return roles.contains(role);
        }
    }

    @RolesAllowed({"guard", "king"})
    record Open(String id) {}

    record Look(String id) {}

    @PermitAll
    record Knock(String id) {}

    @DenyAll
    record Repair(String id) {}

    record Break(String id) {}

    record Gate() {

        static void execute(Open command) {}

        static void execute(Look command) {}

        static void execute(Knock command) {}

        static void execute(Repair command) {}

        static void execute(Break command) {
            throw new CommandRejected("it is of iron");
        }
    }
}
