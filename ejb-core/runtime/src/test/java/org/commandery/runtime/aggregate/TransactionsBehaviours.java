package org.commandery.runtime.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.commandery.application.CommandRejected;
import org.commandery.application.Lifespan;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.runtime.aggregate.Till.Filled;
import org.commandery.runtime.aggregate.Till.Look;
import org.commandery.runtime.aggregate.Till.Open;
import org.commandery.runtime.aggregate.Till.Put;
import org.commandery.runtime.aggregate.Till.Take;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands inside the JTA transactions of their callers, over any store. */
@Timeout(60)
abstract class TransactionsBehaviours {

    private final TransactionManager transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    private EventStore real;
    private WatchedStore watched;
    private Bank bank;

    /** An empty store whose appends join these transactions. */
    abstract EventStore newStore(TransactionManager manager, TransactionSynchronizationRegistry registry)
            throws Exception;

    @BeforeEach
    void open() throws Exception {
        real = newStore(transactions, registry);
        watched = new WatchedStore(real);
        bank = new Bank(watched.store(), registry);
    }

    @AfterEach
    void close() throws Exception {
        if (transactions.getTransaction() != null) {
            transactions.rollback();
        }
        bank.close();
        real.close();
    }

    @Test
    void aSecondCommandToOneAggregateSeesTheEventsOfTheFirstAndBothAreStored() throws Exception {
        transactions.begin();
        bank.send("t", new Open("t"));
        bank.send("t", new Put("t", 10));
        Executed taken = bank.send("t", new Take("t", 4));
        assertThat(taken.state()).isEqualTo(new Till("t", 6));
        assertThat(taken.stored().version()).isEqualTo(3);
        assertThatThrownBy(() -> bank.send("t", new Take("t", 7))).isInstanceOf(CommandRejected.class);
        assertThat(bank.send("t", new Look("t")).stored().version()).isEqualTo(3);
        transactions.commit();

        assertThat(real.readForward("t", 1, 10)).hasSize(3);
    }

    @Test
    void ofARolledBackTransactionNothingIsStoredOrKept() throws Exception {
        bank.send("t", new Open("t"));
        transactions.begin();
        bank.send("t", new Put("t", 10));
        bank.send("u", new Open("u"));
        transactions.rollback();

        assertThatThrownBy(() -> bank.send("t", new Take("t", 10))).hasMessageContaining("only 0");
        assertThat(bank.send("t", new Put("t", 1)).stored().version()).isEqualTo(2);
        assertThatThrownBy(() -> real.readForward("u", 1, 1)).isInstanceOf(StreamNotFound.class);
    }

    @Test
    void nobodyElseSeesOrWaitsForWhatIsNotCommitted() throws Exception {
        bank.send("t", new Open("t"));
        transactions.begin();
        bank.send("t", new Put("t", 10));

        Executed other = CompletableFuture.supplyAsync(() -> bank.send("t", new Put("t", 1)))
                .get(30, TimeUnit.SECONDS);

        assertThat(other.state()).isEqualTo(new Till("t", 1));
        assertThatThrownBy(transactions::commit).isInstanceOf(RollbackException.class);
        assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 2));
    }

    @Test
    void afterTheCommitTheAggregateIsInMemory() throws Exception {
        transactions.begin();
        bank.send("t", new Open("t"));
        bank.send("t", new Put("t", 10));
        assertThat(bank.aggregates.cached()).isZero();
        transactions.commit();
        watched.calls.clear();

        assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 11));
        assertThat(watched.calls).containsExactly("append");
        assertThat(bank.send("t", new Look("t")).stored().position()).isEqualTo(3);
    }

    @Test
    void whatOthersStoredBeforeTheFirstCommandIsSeenByItThoughAnOlderStateIsInMemory() throws Exception {
        bank.send("t", new Open("t"));
        real.append("t", ExpectedVersion.ANY, List.of(Bank.data(new Filled(100, ""))));
        transactions.begin();
        assertThat(bank.send("t", new Take("t", 60)).state()).isEqualTo(new Till("t", 40));
        transactions.commit();

        real.append("t", ExpectedVersion.ANY, List.of(Bank.data(new Filled(100, ""))));
        transactions.begin();
        assertThat(bank.send("t", new Put("t", 1)).state()).isEqualTo(new Till("t", 141));
        transactions.commit();
        assertThat(real.readForward("t", 1, 10)).hasSize(5);
    }

    @Test
    void anExpectedVersionCountsTheEventsOfTheTransaction() throws Exception {
        transactions.begin();
        bank.send("t", new Open("t"));

        assertThat(bank.send("t", new Put("t", 1), null, 1L).stored().version()).isEqualTo(2);
        assertThatThrownBy(() -> bank.send("t", new Put("t", 1), null, 1L)).isInstanceOf(WrongExpectedVersion.class);
        transactions.commit();

        assertThat(real.readForward("t", 1, 10)).hasSize(2);
    }

    @Test
    void aCommandThatIsSentTwiceInATransactionIsExecutedOnce() throws Exception {
        UUID id = UUID.randomUUID();
        transactions.begin();
        bank.send("t", new Open("t"));
        bank.send("t", new Put("t", 1), id, null);
        assertThat(bank.send("t", new Put("t", 1), id, null).stored().version()).isEqualTo(2);
        bank.send("t", new Put("t", 1));
        transactions.commit();

        assertThat(bank.state("t")).isEqualTo(new Till("t", 2));
    }

    @Test
    void inATransactionThatCannotCommitACommandIsRefused() throws Exception {
        bank.send("t", new Open("t"));
        transactions.begin();
        transactions.setRollbackOnly();

        assertThatThrownBy(() -> bank.send("t", new Put("t", 1))).isInstanceOf(EventStoreUnavailable.class);
    }

    @Test
    void anAggregateThatIsNotToBeKeptIsNotKeptAfterTheCommit() throws Exception { // G12
        bank.lifespan = new Lifespan() {
            @Override
            public Duration afterEvent(Object event) {
                return STOP;
            }
        };
        transactions.begin();
        bank.send("t", new Open("t"));
        transactions.commit();

        assertThat(bank.aggregates.cached()).isZero();
    }
}
