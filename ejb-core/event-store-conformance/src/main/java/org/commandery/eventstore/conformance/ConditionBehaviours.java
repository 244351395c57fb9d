package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.event;
import static org.commandery.eventstore.conformance.Events.events;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendCondition;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.ConditionNotMet;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventQuery.Criterion;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.WrongExpectedVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How an append is refused when what it rests on has changed.
 *
 * @see <a href="https://dcb.events/specification/">Dynamic Consistency Boundary, specification</a>
 */
public interface ConditionBehaviours extends StoreFixture {

    private AppendResult append(String stream, EventData event) {
        return store().append(stream, ExpectedVersion.ANY, List.of(event));
    }

    private static Append conditional(String stream, EventQuery query, long after) {
        return Append.of(stream, ExpectedVersion.ANY, events(1)).onCondition(new AppendCondition(query, after));
    }

    private void assertMet(EventQuery query, long after) {
        long head = store().head();
        assertThat(store().append(conditional("met", query, after)).position()).isEqualTo(head + 1);
    }

    private void assertNotMet(EventQuery query, long after, long position) {
        long head = store().head();
        assertThatExceptionOfType(ConditionNotMet.class)
                .isThrownBy(() -> store().append(conditional("not-met", query, after)))
                .satisfies(e -> {
                    assertThat(e.stream()).isEqualTo("not-met");
                    assertThat(e.position()).isEqualTo(position);
                });
        assertThat(store().head()).isEqualTo(head);
    }

    @Test
    default void anEventOfATypeThatWasStoredAfterThePositionRefuses() {
        append("a", EventData.of("opened", "{}"));
        append("b", EventData.of("closed", "{}"));

        assertNotMet(EventQuery.types("opened", "shut"), 0, 1);
        assertNotMet(EventQuery.types("closed"), 1, 2);
        assertMet(EventQuery.types("opened"), 1);
        assertMet(EventQuery.types("shut"), 0);
    }

    @Test
    default void anEventWithAllOfTheTagsThatWasStoredAfterThePositionRefuses() {
        append("a", event(1).withTags("course:1", "student:1"));
        append("b", event(1).withTags("course:1", "student:2"));
        append("c", event(1));

        assertNotMet(EventQuery.tags("course:1"), 0, 1);
        assertNotMet(EventQuery.tags("course:1"), 1, 2);
        assertNotMet(EventQuery.tags("course:1", "student:2"), 0, 2);
        assertMet(EventQuery.tags("course:1", "student:1"), 1);
        assertMet(EventQuery.tags("course:1"), 2);
        assertMet(EventQuery.tags("student:1", "student:2"), 0);
        assertMet(EventQuery.tags("course:2"), 0);
    }

    @Test
    default void anEventOfAStreamWhoseNameBeginsSoRefuses() {
        append("order-1", event(1));

        assertNotMet(EventQuery.streams("order-"), 0, 1);
        assertMet(EventQuery.streams("order_"), 0);
        assertMet(EventQuery.streams("order-"), 1);
    }

    @Test
    default void anEventOfTheCorrelationRefuses() {
        UUID correlation = UUID.randomUUID();
        append("a", event(1).withCause(null, correlation));

        assertNotMet(EventQuery.correlation(correlation), 0, 1);
        assertMet(EventQuery.correlation(UUID.randomUUID()), 0);
    }

    @Test
    default void anEventMustBeAllThatACriterionAsksFor() {
        UUID correlation = UUID.randomUUID();
        append("order-1", EventData.of("opened", "{}").withTags("x", "y").withCause(null, correlation));

        assertNotMet(query(Set.of("opened"), Set.of("x", "y"), "order-", correlation), 0, 1);
        assertMet(query(Set.of("closed"), Set.of("x"), "order-", correlation), 0);
        assertMet(query(Set.of("opened"), Set.of("z"), "order-", correlation), 0);
        assertMet(query(Set.of("opened"), Set.of("x"), "invoice-", correlation), 0);
        assertMet(query(Set.of("opened"), Set.of("x"), "order-", UUID.randomUUID()), 0);
        assertMet(query(Set.of("opened"), Set.of(), "invoice-", null), 0);
    }

    private static EventQuery query(Set<String> types, Set<String> tags, String prefix, @Nullable UUID correlation) {
        return new EventQuery(List.of(new Criterion(types, tags, prefix, correlation)));
    }

    @Test
    default void anEventThatMatchesOneOfSeveralCriteriaRefuses() {
        append("a", EventData.of("opened", "{}").withTags("x"));
        append("b", EventData.of("closed", "{}"));

        assertNotMet(EventQuery.types("closed").or(EventQuery.tags("none")), 0, 2);
        assertNotMet(EventQuery.tags("none").or(EventQuery.tags("x")), 0, 1);
        assertMet(EventQuery.tags("none").or(EventQuery.types("shut")), 0);
    }

    @Test
    default void anyEventRefusesWhenTheQueryMeansAll() {
        append("a", event(1));

        assertNotMet(EventQuery.ALL, 0, 1);
        assertMet(EventQuery.ALL, 1);
        assertMet(EventQuery.ALL, store().head());
    }

    @Test
    default void theExpectedVersionMattersTooAndIsLookedAtFirst() {
        append("not-met", event(1));

        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().append(Append.of("not-met", ExpectedVersion.NO_STREAM, events(1))
                        .onCondition(new AppendCondition(EventQuery.ALL, 0))));
    }

    @Test
    default void aConditionIsLookedAtEvenWhenNothingIsToBeWritten() {
        append("a", event(1));

        assertThatExceptionOfType(ConditionNotMet.class)
                .isThrownBy(() -> store().append(Append.of("s", ExpectedVersion.ANY, List.of())
                        .onCondition(new AppendCondition(EventQuery.ALL, 0))));
    }

    @Test
    default void aConditionDoesNotLookAtWhatIsAppendedTogetherWithIt() {
        AppendCondition untouched = new AppendCondition(EventQuery.tags("course:1"), 0);
        List<EventData> tagged = List.of(event(1).withTags("course:1"));

        assertThat(store().appendAll(List.of(
                        Append.of("a", ExpectedVersion.ANY, tagged).onCondition(untouched),
                        Append.of("b", ExpectedVersion.ANY, tagged).onCondition(untouched))))
                .extracting(AppendResult::position)
                .containsExactly(1L, 2L);
        assertThatExceptionOfType(ConditionNotMet.class)
                .isThrownBy(() -> store().appendAll(List.of(
                        Append.of("c", ExpectedVersion.ANY, tagged),
                        Append.of("d", ExpectedVersion.ANY, tagged).onCondition(untouched))))
                .satisfies(e -> assertThat(e.stream()).isEqualTo("d"));
        assertThat(store().head()).isEqualTo(2);
    }

    @Test
    default void ofManyWhoDecideOnTheSameFactsOneWinsEachRound() {
        for (int round = 0; round < 10; round++) {
            long known = store().head();
            List<Boolean> won = Race.run(32, i -> () -> wins("s-" + i, "course:1", known));
            assertThat(won).containsOnlyOnce(true);
        }
        assertThat(store().head()).isEqualTo(10);
    }

    @Test
    default void manyWhoDecideOnFactsOfTheirOwnAllWin() {
        for (int round = 0; round < 5; round++) {
            long known = store().head();
            List<Boolean> won = Race.run(32, i -> () -> wins("s-" + i, "course:" + i, known));
            assertThat(won).containsOnly(true);
        }
        assertThat(store().head()).isEqualTo(5 * 32);
    }

    private boolean wins(String stream, String tag, long known) {
        try {
            store().append(Append.of(stream, ExpectedVersion.ANY, List.of(event(1).withTags(tag)))
                    .onCondition(new AppendCondition(EventQuery.tags(tag), known)));
            return true;
        } catch (ConditionNotMet e) {
            return false;
        }
    }

    @Test
    default void aConditionIsLookedAtWhenTheTransactionCommits() {
        transactions().begin();
        store().append(conditional("s", EventQuery.types("opened"), 0));
        Race.run(1, i -> () -> append("other", EventData.of("opened", "{}")));

        assertThat(Refused.commit(transactions())).isInstanceOf(ConditionNotMet.class);
        assertThat(store().head()).isEqualTo(1);
    }

    @Test
    default void earlierAppendsOfTheSameTransactionCountForACondition() {
        transactions().begin();
        append("other", EventData.of("opened", "{}"));
        store().append(conditional("s", EventQuery.types("opened"), 0));

        assertThat(Refused.commit(transactions())).isInstanceOf(ConditionNotMet.class);
        assertThat(store().head()).isZero();
    }

    @Test
    default void aTransactionWhoseConditionsAreMetCommits() {
        append("other", EventData.of("opened", "{}"));
        transactions().begin();
        store().append(conditional("s", EventQuery.types("opened"), 1));
        transactions().commit();

        assertThat(store().head()).isEqualTo(2);
    }
}
