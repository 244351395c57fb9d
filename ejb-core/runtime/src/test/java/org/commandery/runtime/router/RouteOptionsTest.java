package org.commandery.runtime.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.application.DispatchOptions.options;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.commandery.DefinitionException;
import org.commandery.application.InvalidAggregateIdentity;
import org.commandery.router.Router;
import org.commandery.router.Routes;
import org.commandery.runtime.Account;
import org.commandery.runtime.Account.Deposit;
import org.commandery.runtime.Account.Fail;
import org.commandery.runtime.Account.Open;
import org.commandery.runtime.Account.Touch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RouteOptionsTest {

    @Test
    @DisplayName("X05: identity by a function of one command, prefix by a function")
    void identityAndPrefixAreGivenByFunctions() {
        AtomicInteger year = new AtomicInteger(2025);
        CommandRoute route = route(
                Open.class,
                routes -> routes.aggregate(Account.class)
                        .prefix(() -> "account-%d-".formatted(year.get()))
                        .dispatch(
                                Open.class,
                                open -> open.identifiedBy(
                                        command -> command.id().toLowerCase())));

        assertThat(streamOf(route, new Open("A-1"))).isEqualTo("account-2025-a-1");
        assertThat(route.streamPattern()).isEqualTo("{prefix}{identity}");
        year.set(2026);
        assertThat(streamOf(route, new Open("A-1"))).isEqualTo("account-2026-a-1");
    }

    @Test
    @DisplayName("X05: a function on an interface identifies all commands that implement it, a component the others")
    void aFunctionOnAnInterfaceIdentifiesAllThatImplementIt() {
        RouteTable table = table(routes -> routes.aggregate(Parcel.class)
                .identifiedBy("number")
                .identifiedBy(ForParcel.class, ForParcel::parcel)
                .dispatch(Pack.class, Send.class));

        assertThat(streamOf(table.find(Pack.class).orElseThrow(), new Pack(7))).isEqualTo("7");
        assertThat(streamOf(table.find(Send.class).orElseThrow(), new Send("x")))
                .isEqualTo("x");
    }

    @Test
    @DisplayName("X03: a function that gives null refuses the command")
    void aFunctionThatGivesNullRefusesTheCommand() {
        CommandRoute route = route(
                Open.class,
                routes -> routes.aggregate(Account.class)
                        .dispatch(Open.class, open -> open.identifiedBy(command -> null)));

        assertThatThrownBy(() -> route.identityOf(new Open("a-1")))
                .isInstanceOfSatisfying(
                        InvalidAggregateIdentity.class,
                        e -> assertThat(e.component()).isEmpty())
                .hasMessageContaining(Open.class.getName());
    }

    @Test
    @DisplayName("X03: an identity whose class does not say how it is written is refused, and the value is named")
    void anIdentityWithoutATextIsRefused() {
        CommandRoute route = route(
                Open.class,
                routes -> routes.aggregate(Account.class)
                        .dispatch(Open.class, open -> open.identifiedBy(command -> new Object())));

        assertThatThrownBy(() -> route.identityOf(new Open("a-1")))
                .isInstanceOf(InvalidAggregateIdentity.class)
                .hasMessageContainingAll("java.lang.Object@", "toString()");
    }

    @Test
    @DisplayName("X03: a component whose class does not say how it is written fails the definition")
    void aComponentWithoutATextFailsTheDefinition() {
        assertThatThrownBy(() -> table(routes ->
                        routes.aggregate(Blob.class).identifiedBy("bytes").dispatch(Blob.Keep.class)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(Blob.Keep.class.getName(), "bytes", "toString()");
    }

    @Test
    @DisplayName("X06: an aggregate that is identified twice fails the definition")
    void anAggregateThatIsIdentifiedTwiceFailsTheDefinition() {
        assertThatThrownBy(() -> table(routes ->
                        routes.aggregate(Account.class).identifiedBy("id").identifiedBy("number")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(Account.class.getName(), "'id'", "'number'");
    }

    @Test
    @DisplayName("X06: options of a single dispatch fail the definition")
    void optionsOfASingleDispatchFailTheDefinition() {
        assertThatThrownBy(() -> table(routes -> routes.aggregate(Account.class)
                        .identifiedBy("id")
                        .dispatch(Open.class, open -> open.options(options().commandId(UUID.randomUUID())))))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(Open.class.getName());
        assertThatThrownBy(() -> table(routes ->
                        routes.aggregate(Account.class).options(options().expectedVersion(3))))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("expected version");
    }

    @Test
    @DisplayName("X10: a command's options go before its aggregate's")
    void aCommandsOptionsGoBeforeItsAggregates() {
        RouteTable table = table(routes -> routes.aggregate(Account.class)
                .identifiedBy("id")
                .options(options().timeout(Duration.ofSeconds(9)).attempts(3))
                .dispatch(Open.class)
                .dispatch(Deposit.class, deposit -> deposit.options(options().timeout(Duration.ofSeconds(1)))));

        assertThat(table.find(Open.class).orElseThrow().options().timeout()).contains(Duration.ofSeconds(9));
        assertThat(table.find(Deposit.class).orElseThrow().options().timeout()).contains(Duration.ofSeconds(1));
        assertThat(table.find(Deposit.class).orElseThrow().options().attempts()).contains(3);
    }

    @Test
    @DisplayName("X10: a router includes others, which include others, and their options come along")
    void aRouterIncludesOthersWhichIncludeOthers() {
        Router innermost = routes -> routes.aggregate(Parcel.class)
                .identifiedBy("number")
                .dispatch(Pack.class, pack -> pack.options(options().attempts(2)));
        Router middle = routes -> {
            routes.aggregate(Blob.class).identifiedBy("name").prefix("blob-").dispatch(Blob.Drop.class);
            routes.include(innermost);
        };
        RouteTable table = table(routes -> {
            routes.aggregate(Account.class).identifiedBy("id").dispatch(Open.class);
            routes.include(middle);
        });

        assertThat(table.all())
                .extracting(CommandRoute::command)
                .hasSize(3)
                .contains(Open.class, Blob.Drop.class, Pack.class);
        assertThat(table.all()).extracting(CommandRoute::context).containsOnly("accounts");
        assertThat(table.find(Pack.class).orElseThrow().options().attempts()).contains(2);
        assertThat(streamOf(table.find(Blob.Drop.class).orElseThrow(), new Blob.Drop("b")))
                .isEqualTo("blob-b");
    }

    @Test
    @DisplayName("X10: a command in two routers fails the definition, and both are named")
    void aCommandInTwoRoutersFailsTheDefinition() {
        assertThatThrownBy(() -> table(new Outer()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(Pack.class.getName(), Outer.class.getName(), Inner.class.getName());
    }

    @Test
    void aRouterThatIncludesItselfFailsTheDefinition() {
        assertThatThrownBy(() -> table(new Endless()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(Endless.class.getName());
    }

    @Test
    @DisplayName("X07: several commands go to one aggregate, each executed by a class of its own")
    void severalCommandsAreExecutedByClassesOfTheirOwn() throws Throwable {
        RouteTable table = table(routes -> routes.aggregate(Ledger.class)
                .identifiedBy("id")
                .handledBy(Bookings.class)
                .dispatch(Open.class, Deposit.class)
                .dispatch(Touch.class, touch -> touch.handledBy(Touches.class)));

        CommandRoute open = table.find(Open.class).orElseThrow();
        CommandRoute deposit = table.find(Deposit.class).orElseThrow();
        assertThat(deposit.declaredEvents()).<Class<?>>containsExactly(Account.Deposited.class);
        assertThat(open.decide(null, context(new Open("a")), "a")).containsExactly(new Account.Opened("a"));
        assertThat(deposit.decide(new Ledger(3), context(new Deposit("a", 4)), "a"))
                .containsExactly(new Account.Deposited("a", 7));
        assertThat(table.find(Touch.class).orElseThrow().decide(null, context(new Touch("a")), "a"))
                .isEmpty();
    }

    @Test
    void aClassThatExecutesCommandsIsTheBeanIfThereIsOne() throws Throwable {
        Bookings bean = new Bookings();
        bean.extra = 100;
        RouteTable table = new RouteTable(
                Map.of(
                        "accounts",
                        routes -> routes.aggregate(Ledger.class)
                                .identifiedBy("id")
                                .handledBy(Bookings.class)
                                .dispatch(Deposit.class)),
                type -> bean);

        assertThat(table.find(Deposit.class).orElseThrow().decide(new Ledger(0), context(new Deposit("a", 1)), "a"))
                .containsExactly(new Account.Deposited("a", 101));
    }

    @Test
    @DisplayName("X06: a command that no method executes fails the definition, and the method to write is named")
    void aCommandThatNoMethodExecutesFailsTheDefinition() {
        assertThatThrownBy(() -> table(routes -> routes.aggregate(Ledger.class)
                        .identifiedBy("id")
                        .dispatch(Fail.class, fail -> fail.handledBy(Bookings.class))))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("%s has no method 'execute(%s, %s)'"
                        .formatted(Bookings.class.getName(), Ledger.class.getName(), Fail.class.getName()));
        assertThatThrownBy(() -> table(routes ->
                        routes.aggregate(Parcel.class).identifiedBy("number").handledBy(Bookings.class)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(
                        "%s has no method 'execute(%s".formatted(Bookings.class.getName(), Parcel.class.getName()));
    }

    @Test
    void aCommandThatIsExecutedInTwoPlacesFailsTheDefinition() {
        assertThatThrownBy(() -> table(routes -> routes.aggregate(Ledger.class)
                        .identifiedBy("id")
                        .handledBy(Bookings.class, MoreBookings.class)
                        .dispatch(Deposit.class)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(
                        Deposit.class.getName(), Bookings.class.getName(), MoreBookings.class.getName());
    }

    @Test
    void aClassThatCannotBeMadeFailsTheDefinition() {
        assertThatThrownBy(() -> table(routes -> routes.aggregate(Ledger.class)
                        .identifiedBy("id")
                        .handledBy(Unmakeable.class)
                        .dispatch(Deposit.class)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(Unmakeable.class.getName(), "CDI bean");
    }

    @Test
    void methodsMayHaveNamesOfTheirOwn() throws Throwable {
        RouteTable table = table(routes -> routes.aggregate(Named.class)
                .identifiedBy("id")
                .executeMethod("decide")
                .applyMethod("evolve")
                .dispatch(Open.class));
        CommandRoute route = table.find(Open.class).orElseThrow();

        assertThat(route.decide(null, context(new Open("a")), "a")).containsExactly(new Account.Opened("a"));
        assertThat(route.aggregate().apply(null, new Account.Opened("a"))).isEqualTo(new Named("a"));
    }

    @Test
    @DisplayName("X06: a name that no method has fails the definition, and is named")
    void aNameThatNoMethodHasFailsTheDefinition() {
        assertThatThrownBy(() -> table(routes -> routes.aggregate(Named.class)
                        .identifiedBy("id")
                        .executeMethod("judge")
                        .dispatch(Open.class)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("judge(" + Open.class.getName() + ")");
    }

    private static RouteTable table(Router router) {
        return new RouteTable(Map.of("accounts", router));
    }

    private static CommandRoute route(Class<?> command, Router router) {
        return table(router).find(command).orElseThrow();
    }

    private static String streamOf(CommandRoute route, Object command) {
        return route.stream(route.identityOf(command));
    }

    private static CommandOnly context(Object command) {
        return new CommandOnly(command);
    }

    interface ForParcel {
        String parcel();
    }

    record Pack(int number) {}

    record Send(String parcel) implements ForParcel {}

    record Parcel() {

        static void execute(Pack command) {}

        static void execute(Send command) {}
    }

    record Blob() {

        record Keep(byte[] bytes) {}

        record Drop(String name) {}

        static void execute(Keep command) {}

        static void execute(Drop command) {}
    }

    record Ledger(long sum) {

        static Ledger initial() {
            return new Ledger(0);
        }

        Ledger apply(Account.Opened event) {
            return this;
        }

        Ledger apply(Account.Deposited event) {
            return new Ledger(event.amount());
        }
    }

    static class Bookings {

        private long extra;

        static Account.Opened execute(Ledger ledger, Open command) {
            return new Account.Opened(command.id());
        }

        Account.Deposited execute(Ledger ledger, Deposit command) {
            return new Account.Deposited(command.id(), ledger.sum() + command.amount() + extra);
        }
    }

    static class MoreBookings {

        Account.Deposited execute(Ledger ledger, Deposit command) {
            return new Account.Deposited(command.id(), 0);
        }
    }

    static class Touches {

        void execute(Ledger ledger, Touch command) {}
    }

    static class Unmakeable {

        Unmakeable(String needed) {}

        void execute(Ledger ledger, Deposit command) {}
    }

    record Named(String id) {

        static Account.Opened decide(Open command) {
            return new Account.Opened(command.id());
        }

        static Named evolve(Account.Opened event) {
            return new Named(event.id());
        }
    }

    static class Outer implements Router {

        @Override
        public void configure(Routes routes) {
            routes.aggregate(Parcel.class).identifiedBy("number").dispatch(Pack.class);
            routes.include(new Inner());
        }
    }

    static class Inner implements Router {

        @Override
        public void configure(Routes routes) {
            routes.aggregate(OtherParcel.class).identifiedBy("number").dispatch(Pack.class);
        }
    }

    record OtherParcel() {

        static void execute(Pack command) {}
    }

    static class Endless implements Router {

        @Override
        public void configure(Routes routes) {
            routes.include(new Endless());
        }
    }
}
