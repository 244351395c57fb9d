package org.commandery.runtime.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.commandery.application.CommandRejected;
import org.commandery.application.Lifespan;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.runtime.aggregate.Till.Break;
import org.commandery.runtime.aggregate.Till.Filled;
import org.commandery.runtime.aggregate.Till.Look;
import org.commandery.runtime.aggregate.Till.Open;
import org.commandery.runtime.aggregate.Till.Put;
import org.commandery.runtime.aggregate.Till.Take;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long aggregates stay in memory. */
class LifespansTest {

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final AtomicLong clock = new AtomicLong();
    private final Bank bank = new Bank(Till.class, store, null, Bank.cache(clock::get));
    private final List<Object> asked = new ArrayList<>();

    /** Notes what it is asked, and says always the same. */
    private Lifespan always(Duration lifespan) {
        return new Lifespan() {
            @Override
            public Duration afterEvent(Object event) {
                asked.add(event);
                return lifespan;
            }

            @Override
            public Duration afterCommand(Object command) {
                asked.add(command);
                return lifespan;
            }

            @Override
            public Duration afterError(Throwable error) {
                asked.add(error);
                return lifespan;
            }
        };
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private long cached() {
        return bank.aggregates.cached();
    }

    @AfterEach
    void close() {
        bank.close();
        store.close();
    }

    @Test
    void theRulesAreToldOfTheLastEventOfTheCommandWithoutEventsAndOfTheError() { // G12
        bank.send("t", new Open("t"));
        bank.lifespan = always(Lifespan.FOR_EVER);
        Look look = new Look("t");

        bank.send("t", new Till.PutAll("t", List.of(1L, 2L)));
        bank.send("t", look);
        assertThatThrownBy(() -> bank.send("t", new Break("t"))).isInstanceOf(IllegalStateException.class);

        assertThat(asked.subList(0, 2)).containsExactly(new Filled(2, ""), look);
        assertThat(asked.get(2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAggregateLeavesWhenItsTimeIsOverWhichEachUseBeginsAnew() { // G12
        bank.lifespan = always(Duration.ofSeconds(10));
        bank.send("t", new Open("t"));
        pass(Duration.ofSeconds(9));
        bank.send("t", new Put("t", 1));
        pass(Duration.ofSeconds(9));
        assertThat(bank.state("t")).isEqualTo(new Till("t", 1));
        pass(Duration.ofSeconds(9));
        assertThat(cached()).isEqualTo(1);
        pass(Duration.ofSeconds(2));
        assertThat(cached()).isZero();

        assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 2));
    }

    @Test
    void anAggregateThatIsNotToBeKeptLeavesAtOnceAndComesBackWithTheNextCommand() { // G12
        bank.lifespan = always(Lifespan.STOP);
        bank.send("t", new Open("t"));
        assertThat(cached()).isZero();

        assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 1));
    }

    @Test
    void withoutRulesItStaysForEverButNotAfterAnErrorThatIsNoRefusal() { // G12
        bank.send("t", new Open("t"));
        pass(Duration.ofDays(10_000));
        assertThat(cached()).isEqualTo(1);
        assertThatThrownBy(() -> bank.send("t", new Take("t", 1))).isInstanceOf(CommandRejected.class);
        assertThat(cached()).isEqualTo(1);
        assertThatThrownBy(() -> bank.send("t", new Break("t"))).isInstanceOf(IllegalStateException.class);
        assertThat(cached()).isZero();
    }

    @Test
    void aLifespanThatMakesNoSenseCountsAsForEver() { // G13
        bank.lifespan = always(Duration.ofSeconds(-1));
        bank.send("t", new Open("t"));
        bank.lifespan = always(null);
        bank.send("t", new Put("t", 1));
        pass(Duration.ofDays(10_000));

        assertThat(cached()).isEqualTo(1);
    }

    @Test
    void noMoreAggregatesStayThanAreAllowed() {
        Bank small = new Bank(Till.class, store, null, new AggregateCache(3));
        try (small) {
            for (int i = 0; i < 20; i++) {
                small.send("t-" + i, new Open("t-" + i));
            }
            assertThat(small.aggregates.cached()).isEqualTo(3);
        }
        try (Bank none = new Bank(Till.class, store, null, new AggregateCache(0))) {
            none.send("t", new Open("t"));
            assertThat(none.aggregates.cached()).isZero();
            assertThat(none.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 1));
        }
    }
}
