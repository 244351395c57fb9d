package org.commandery.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.spi.InvalidPropertyException;
import java.beans.FeatureDescriptor;
import java.util.Arrays;
import java.util.Set;
import org.commandery.application.Consistency;
import org.commandery.runtime.subscription.StartFrom;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.junit.jupiter.api.Test;

class EventActivationTest {

    @Test
    void contextAndNameAreEnough() throws Exception {
        EventActivation activation = new EventActivation();
        activation.setContext("ordering");
        activation.setName("orders");

        activation.validate();

        assertThat(activation.context()).isEqualTo("ordering");
        assertThat(activation.definition(Set.of("order-placed")))
                .isEqualTo(new SubscriptionDefinition(
                        "ordering.orders", StartFrom.ORIGIN, Consistency.EVENTUAL, Set.of("order-placed")));
    }

    @Test
    void startAndConsistencyAreRead() throws Exception {
        EventActivation activation = new EventActivation();
        activation.setContext("ordering");
        activation.setName("orders");
        activation.setStartFrom("42");
        activation.setConsistency("Strong");

        activation.validate();

        assertThat(activation.definition(null))
                .isEqualTo(new SubscriptionDefinition("ordering.orders", new StartFrom(42), Consistency.STRONG, null));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        EventActivation activation = new EventActivation();
        activation.setName(" ");
        activation.setStartFrom("yesterday");
        activation.setConsistency("sometimes");

        assertThatThrownBy(activation::validate)
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContainingAll("'context'", "'name'", "yesterday", "sometimes")
                .satisfies(e -> assertThat(Arrays.stream(((InvalidPropertyException) e).getInvalidPropertyDescriptors())
                                .map(FeatureDescriptor::getName))
                        .containsExactly("context", "name", "startFrom", "consistency"));
    }
}
