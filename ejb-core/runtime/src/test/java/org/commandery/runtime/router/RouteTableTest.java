package org.commandery.runtime.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.commandery.DefinitionException;
import org.commandery.application.InvalidAggregateIdentity;
import org.commandery.event.EventType;
import org.commandery.router.Router;
import org.commandery.runtime.Account;
import org.commandery.runtime.Account.Deposit;
import org.commandery.runtime.Account.Open;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private static final Router ACCOUNTS = routes -> routes.aggregate(Account.class)
            .identifiedBy("id")
            .prefix("account-")
            .dispatch(Open.class, Deposit.class);

    @Test
    @DisplayName("X05: the stream is the prefix and the identity")
    void theStreamIsThePrefixAndTheIdentity() {
        CommandRoute route = table(ACCOUNTS).find(Open.class).orElseThrow();

        assertThat(route.stream(route.identityOf(new Open("a-1")))).isEqualTo("account-a-1");
    }

    @Test
    void theWayToTheStreamIsShownWithTheComponentThatIdentifiesTheAggregate() {
        assertThat(table(ACCOUNTS).find(Open.class).orElseThrow().streamPattern())
                .isEqualTo("account-{id}");
    }

    @Test
    void theEventsOfAContextAreThoseThatItsAggregatesApply() {
        RouteTable table = new RouteTable(Map.of("accounts", ACCOUNTS, "empty", routes -> {}));

        assertThat(table.eventTypes("accounts"))
                .<Class<?>>containsExactlyInAnyOrder(Account.Opened.class, Account.Deposited.class);
        assertThat(table.eventTypes("empty")).isEmpty();
    }

    @Test
    @DisplayName("X03: a null or blank identity is refused")
    void aNullOrBlankIdentityIsRefused() {
        CommandRoute route = table(ACCOUNTS).find(Open.class).orElseThrow();

        assertThatThrownBy(() -> route.identityOf(new Open(null))).isInstanceOf(InvalidAggregateIdentity.class);
        assertThatThrownBy(() -> route.identityOf(new Open(" "))).isInstanceOf(InvalidAggregateIdentity.class);
    }

    @Test
    @DisplayName("X04: a value object is an identity by its text")
    void aValueObjectIsAnIdentityByItsText() {
        UUID id = UUID.randomUUID();
        CommandRoute route = table(routes ->
                        routes.aggregate(Thing.class).identifiedBy("id").dispatch(Thing.Make.class))
                .find(Thing.Make.class)
                .orElseThrow();

        assertThat(route.identityOf(new Thing.Make(id))).isEqualTo(id.toString());
    }

    @Test
    @DisplayName("X06: a command that is routed twice fails the definition, and both targets are named")
    void aCommandThatIsRoutedTwiceFailsTheDefinition() {
        assertThatThrownBy(() -> table(routes -> {
                    routes.aggregate(Account.class).identifiedBy("id").dispatch(Open.class);
                    routes.aggregate(Other.class).identifiedBy("id").dispatch(Open.class);
                }))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(Open.class.getName())
                .hasMessageContaining(Account.class.getName())
                .hasMessageContaining(Other.class.getName());
    }

    @Test
    @DisplayName("X06: an aggregate that two contexts of one application route to fails the definition")
    void anAggregateThatTwoContextsRouteToFailsTheDefinition() {
        assertThatThrownBy(() -> new RouteTable(Map.of("accounts", ACCOUNTS, "banking", ACCOUNTS)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("accounts")
                .hasMessageContaining("banking");
    }

    @Test
    @DisplayName("X06: a missing identity component fails the definition")
    void aMissingIdentityComponentFailsTheDefinition() {
        assertThatThrownBy(() -> table(routes ->
                        routes.aggregate(Account.class).identifiedBy("number").dispatch(Open.class)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("number");
        assertThatThrownBy(() -> table(routes -> routes.aggregate(Account.class).dispatch(Open.class)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("identifiedBy");
    }

    @Test
    @DisplayName("X06: a command that the aggregate has no method for fails the definition")
    void aCommandWithoutAMethodFailsTheDefinition() {
        assertThatThrownBy(() -> table(routes ->
                        routes.aggregate(Account.class).identifiedBy("id").dispatch(Thing.Make.class)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("execute(" + Thing.Make.class.getName() + ")");
    }

    @Test
    void anEventThatTheAggregateCannotApplyFailsTheDefinition() {
        assertThatThrownBy(() -> table(routes ->
                        routes.aggregate(Forgetful.class).identifiedBy("id").dispatch(Open.class)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("apply(" + Account.Opened.class.getName() + ")");
    }

    private static RouteTable table(Router router) {
        return new RouteTable(Map.of("accounts", router));
    }

    record Thing(UUID id) {

        record Make(UUID id) {}

        @EventType("made")
        record Made(UUID id) {}

        static Made execute(Make command) {
            return new Made(command.id());
        }

        static Thing apply(Made event) {
            return new Thing(event.id());
        }
    }

    record Other() {

        static void execute(Open command) {}
    }

    record Forgetful() {

        static Account.Opened execute(Open command) {
            return new Account.Opened(command.id());
        }
    }
}
