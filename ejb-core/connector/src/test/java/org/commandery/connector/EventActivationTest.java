package org.commandery.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.spi.InvalidPropertyException;
import java.beans.FeatureDescriptor;
import java.beans.PropertyDescriptor;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.commandery.DefinitionException;
import org.commandery.application.Consistency;
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.EventHandler;
import org.commandery.personal.SubjectForgotten;
import org.commandery.runtime.handler.ErrorRules;
import org.commandery.runtime.handler.HandlerModel;
import org.commandery.runtime.subscription.PartitionKey;
import org.commandery.runtime.subscription.Selection;
import org.commandery.runtime.subscription.StartFrom;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.commandery.runtime.subscription.SubscriptionDefinition.Batching;
import org.commandery.runtime.subscription.SubscriptionDefinition.Pauses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void everyOptionIsRead() throws Exception {
        EventActivation activation = minimal();
        activation.setStreamPrefix("order-");
        activation.setEventTypes("order-placed, order-confirmed,order-lost");
        activation.setConcurrency("8");
        activation.setPartitionBy("data:customerId");
        activation.setBatchSize("50");
        activation.setBatchTimeout("PT0.2S");
        activation.setOnError("park");
        activation.setRetries("5");
        activation.setRetryPause("PT1S");
        activation.setLongestRetryPause("PT1M");
        activation.setTables("orders, lines");

        activation.validate();

        assertThat(activation.definition(Set.of("order-placed", "order-confirmed", "order-cancelled")))
                .isEqualTo(new SubscriptionDefinition(
                        "ordering.orders",
                        StartFrom.ORIGIN,
                        Consistency.EVENTUAL,
                        new Selection(Set.of("order-placed", "order-confirmed"), null, "order-"),
                        8,
                        PartitionKey.parse("data:customerId"),
                        new Batching(50, Duration.ofMillis(200)),
                        new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                        Set.of("orders", "lines")));
        assertThat(activation.errorPolicy(ErrorRules.RETRY)).isEqualTo(new ErrorRules(5, ErrorDecision.park()));
    }

    @Test
    void withoutAPolicyOfItsOwnTheApplicationsCounts() throws Exception {
        EventActivation activation = minimal();
        ErrorRules ofApplication = new ErrorRules(7, ErrorDecision.stop());

        activation.validate();

        assertThat(activation.errorPolicy(ofApplication)).isSameAs(ofApplication);
    }

    /** One of its segments could write again what another one has removed. */
    @Test
    void whatForgetsSubjectsDoesSoInOneSegment() throws Exception {
        EventActivation activation = minimal();
        HandlerModel model = HandlerModel.of(Forgetting.class);
        activation.validate();
        activation.requireFits(Forgetting.class, model, true);

        activation.setConcurrency("2");
        assertThatThrownBy(() -> activation.requireFits(Forgetting.class, model, true))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(Forgetting.class.getName(), "SubjectForgotten", "'concurrency' 1");

        activation.setPartitionBy("data:subject");
        activation.requireFits(Forgetting.class, model, true);
    }

    /** A handler that forgets. */
    public static final class Forgetting implements EventHandler {
        /** Does nothing. */
        public void handle(SubjectForgotten event) {}
    }

    @Test
    void tablesAreRebuiltInTransactionsOnly() throws Exception {
        EventActivation activation = minimal();
        activation.setTables("orders");
        activation.validate();

        assertThatThrownBy(() -> activation.requireFits(Forgetting.class, HandlerModel.of(Forgetting.class), false))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("without a transaction");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    concurrency       | 0            | number from 1
                    concurrency       | many         | number from 1
                    partitionBy       | data:        | data:<member>
                    partitionBy       | customer     | data:<member>
                    batchSize         | -1           | number from 1
                    batchTimeout      | PT1S         | without 'batchSize'
                    onError           | ignore       | 'retry', 'skip', 'park' or 'stop'
                    retries           | 3            | without 'onError'
                    retryPause        | 1 second     | duration as PT0.5S
                    retryPause        | PT0S         | above zero
                    longestRetryPause | PT0.001S     | not shorter than the first
                    """)
    void whatMakesNoSenseIsRefused(String property, String value, String reason) throws Exception {
        EventActivation activation = minimal();
        new PropertyDescriptor(property, EventActivation.class).getWriteMethod().invoke(activation, value);

        assertThatThrownBy(activation::validate)
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void oneStreamAndAPrefixDoNotGoTogether() {
        EventActivation activation = minimal();
        activation.setStream("order-1");
        activation.setStreamPrefix("order-");

        assertThatThrownBy(activation::validate).hasMessageContaining("'stream'", "'streamPrefix'");
    }

    private static EventActivation minimal() {
        EventActivation activation = new EventActivation();
        activation.setContext("ordering");
        activation.setName("orders");
        return activation;
    }
}
