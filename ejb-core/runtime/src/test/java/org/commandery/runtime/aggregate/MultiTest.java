package org.commandery.runtime.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.commandery.aggregate.Multi;
import org.commandery.application.CommandRejected;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Decisions in steps, on numbers that are added up. */
class MultiTest {

    private static final int START = 10;

    private static int add(@Nullable Integer state, Object event) {
        return (state == null ? 0 : state) + (Integer) event;
    }

    private static Multi.Outcome<Integer> run(Multi<Integer> multi) throws Exception {
        return multi.run(MultiTest::add);
    }

    @Test
    void eachStepSeesTheStateAfterTheStepsBefore() throws Exception {
        Multi.Outcome<Integer> outcome =
                run(Multi.of(START).then(state -> state + 1).then(state -> state + 1));

        assertThat(outcome.events()).containsExactly(11, 22);
        assertThat(outcome.state()).isEqualTo(43);
    }

    @Test
    void aStepReturnsWhatAnExecuteMethodMayReturn() throws Exception {
        Multi.Outcome<Integer> outcome = run(Multi.of(START)
                .then(state -> null)
                .then(state -> List.of(1, 2))
                .then(state -> Stream.of(3))
                .then(state -> Optional.empty())
                .then(state -> Optional.of(4)));

        assertThat(outcome.events()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void laterStepsSeeTheStatesAfterNamedOnes() throws Exception {
        Multi.Outcome<Integer> outcome = run(Multi.of(START)
                .then("one", state -> 1)
                .then("two", (state, named) -> named.get("one"))
                .then(state -> 100)
                .then((state, named) -> named.get("two") - named.get("one")));

        assertThat(outcome.events()).containsExactly(1, 11, 100, 11);
    }

    @Test
    void aStepForEachItemSeesTheStateAfterTheItemsBefore() throws Exception {
        Multi.Outcome<Integer> outcome = run(Multi.of(START)
                .reduce("all", List.of(1, 2, 3), (state, item) -> state * item)
                .reduce(List.of(1, 2), (state, item, named) -> named.get("all") * item));

        assertThat(outcome.events()).containsExactly(10, 40, 180, 240, 480);
    }

    @Test
    void stepsInAStepKeepTheirNamesToThemselves() throws Exception {
        Multi.Outcome<Integer> outcome = run(Multi.of(START)
                .then("name", state -> Multi.of(state).then("name", inner -> inner + 1))
                .then((state, named) -> named.size()));

        assertThat(outcome.events()).containsExactly(11, 1);
    }

    @Test
    void whatBeginsAnAggregateIsAFirstStepWithoutState() throws Exception {
        Multi.Outcome<Integer> outcome =
                run(Multi.<Integer>begin(5).then("first", state -> state).then(state -> state));

        assertThat(outcome.events()).containsExactly(5, 5, 10);
        assertThatThrownBy(() -> run(Multi.<Integer>begin(List.of()).then(state -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("begin the Multi");
    }

    @Test
    void theFirstErrorEndsAll() {
        Multi<Integer> multi = Multi.of(START)
                .then(state -> 1)
                .then(state -> {
                    throw new CommandRejected("no");
                })
                .then(state -> {
                    throw new AssertionError("not called");
                });

        assertThatThrownBy(() -> run(multi)).isInstanceOf(CommandRejected.class);
    }

    @Test
    void twoStepsOfOneNameAreAMistake() {
        assertThatThrownBy(() -> run(Multi.of(START).then("a", state -> 1).then("a", state -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'a'");
    }
}
