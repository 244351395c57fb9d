package org.commandery.runtime.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.commandery.DefinitionException;
import org.commandery.application.CommandRejected;
import org.commandery.event.EventType;
import org.commandery.runtime.Account;
import org.commandery.runtime.Account.Deposited;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AggregateModelTest {

    private final AggregateModel model = AggregateModel.of(Account.class);
    private final Account account = new Account("a-1", 10);

    @Test
    @DisplayName("G01: an event, a list, a stream, an optional and nothing are all taken as events")
    void eachFormOfResultIsTakenAsEvents() throws Throwable {
        Deposited five = new Deposited("a-1", 5);

        assertThat(execute(new Account.Deposit("a-1", 5))).containsExactly(five);
        assertThat(execute(new Account.DepositTwice("a-1", 5))).containsExactly(five, five);
        assertThat(execute(new Account.DepositAll("a-1", List.of(5L, 5L)))).containsExactly(five, five);
        assertThat(execute(new Account.DepositMaybe("a-1", 5))).containsExactly(five);
        assertThat(execute(new Account.DepositMaybe("a-1", 0))).isEmpty();
        assertThat(execute(new Account.Touch("a-1"))).isEmpty();
    }

    @Test
    void whatAMethodIsDeclaredToReturnSaysWhichEventsACommandMayLeadTo() {
        assertThat(List.of(
                        Account.Deposit.class,
                        Account.DepositTwice.class,
                        Account.DepositAll.class,
                        Account.DepositMaybe.class))
                .allSatisfy(command ->
                        assertThat(model.declaredEvents(command)).<Class<?>>containsExactly(Deposited.class));
        assertThat(model.declaredEvents(Account.Open.class)).<Class<?>>containsExactly(Account.Opened.class);
        assertThat(model.declaredEvents(Account.Touch.class)).isEmpty();
        assertThat(model.declaredEvents(String.class)).isEmpty();
    }

    @Test
    void anInterfaceStandsForAllEventsOfItThatTheAggregateAppliesAndAnObjectForNone() {
        AggregateModel lamp = AggregateModel.of(Lamp.class);

        assertThat(lamp.declaredEvents(Lamp.Press.class))
                .<Class<?>>containsExactlyInAnyOrder(Lamp.On.class, Lamp.Off.class);
        assertThat(lamp.declaredEvents(Lamp.Kick.class)).isEmpty();
    }

    record Lamp() {
        record Press() {}

        record Kick() {}

        interface Switched {}

        @EventType("on")
        record On() implements Switched {}

        @EventType("off")
        record Off() implements Switched {}

        @EventType("broken")
        record Broken() {}

        List<? extends Switched> execute(Press command) {
            return List.of(new On(), new Off());
        }

        List<Object> execute(Kick command) {
            return List.of(new Broken());
        }

        Lamp apply(On event) {
            return this;
        }

        Lamp apply(Off event) {
            return this;
        }

        Lamp apply(Broken event) {
            return this;
        }
    }

    @Test
    void aCommandForANewAggregateIsRejectedByAnExistingOne() {
        assertThatThrownBy(() -> execute(new Account.Open("a-1")))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("Account 'a-1' already exists");
    }

    @Test
    void aCommandForAnExistingAggregateIsRejectedWhenThereIsNone() {
        assertThatThrownBy(() -> model.execute(null, new Account.Deposit("a-1", 5), "a-1"))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("Account 'a-1' does not exist");
    }

    @Test
    @DisplayName("G02: what the aggregate throws comes out as it is")
    void whatTheAggregateThrowsComesOutAsItIs() {
        assertThatThrownBy(() -> execute(new Account.Fail("a-1")))
                .isExactlyInstanceOf(Exception.class)
                .hasMessage("it failed");
    }

    @Test
    void eventsAreAppliedOneAfterTheOther() {
        Object opened = model.apply(null, new Account.Opened("a-1"));

        assertThat(model.apply(opened, new Deposited("a-1", 7))).isEqualTo(new Account("a-1", 7));
    }

    @Test
    void anEventThatNoMethodAppliesIsNamed() {
        assertThatThrownBy(() -> model.apply(null, new Deposited("a-1", 7)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("static")
                .hasMessageContaining(Deposited.class.getName());
    }

    @Test
    void anApplyMethodThatDoesNotReturnTheAggregateFailsTheDefinition() {
        assertThatThrownBy(() -> AggregateModel.of(Mute.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(Mute.class.getName());
    }

    @Test
    void anAggregateWithAnInitialStateTakesTheSameCommandWithAndWithoutEvents() throws Throwable {
        AggregateModel counter = AggregateModel.of(Counter.class);

        assertThat(counter.execute(null, new Account.Deposit("a-1", 5), "a-1"))
                .containsExactly(new Deposited("a-1", 5));
        Object one = counter.apply(null, new Deposited("a-1", 5));
        assertThat(counter.execute(one, new Account.Deposit("a-1", 7), "a-1")).containsExactly(new Deposited("a-1", 7));
        assertThat(counter.apply(one, new Deposited("a-1", 7))).isEqualTo(new Counter(12));
    }

    @Test
    void anInitialStateThatIsNotTheAggregateFailsTheDefinition() {
        assertThatThrownBy(() -> AggregateModel.of(Homeless.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(Homeless.class.getName());
    }

    private List<Object> execute(Object command) throws Throwable {
        return model.execute(account, command, "a-1");
    }

    record Counter(long sum) {

        static Counter initial() {
            return new Counter(0);
        }

        Deposited execute(Account.Deposit command) {
            return new Deposited(command.id(), command.amount());
        }

        Counter apply(Deposited event) {
            return new Counter(sum + event.amount());
        }
    }

    record Homeless() {

        static String initial() {
            return "nowhere";
        }
    }

    record Mute() {

        static void apply(Deposited event) {}
    }
}
