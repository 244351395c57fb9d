package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commandery.eventstore.conformance.Events.event;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.versions;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.UnacceptableEvent;
import org.commandery.eventstore.WrongExpectedVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How appends share a commit: the store's lock is held by the test until all of them wait. */
class GroupAppendTest {

    private final String schema = TestDatabase.newSchema();
    private final EventStore store =
            PostgresEventStore.builder(TestDatabase.dataSource()).schema(schema).build();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void appendsThatCannotBeStoredFailAloneAmongThoseThatShareTheirCommit() throws Exception {
        UUID taken = UUID.randomUUID();
        store.append("first", ExpectedVersion.ANY, List.of(event(taken)));
        List<Append> appends = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            appends.add(Append.of("good-" + i, ExpectedVersion.NO_STREAM, events(2)));
        }
        appends.set(17, Append.of("broken", ExpectedVersion.ANY, List.of(event(1), EventData.of("broken", "{"))));
        appends.set(42, Append.of("taken", ExpectedVersion.ANY, List.of(event(taken))));
        appends.set(43, Append.of("first", ExpectedVersion.NO_STREAM, events(1)));
        appends.set(99, Append.of("nul", ExpectedVersion.ANY, List.of(EventData.of("t", "\"\0\""))));

        List<CompletableFuture<AppendResult>> answers = appendTogether(appends);

        for (int i = 0; i < 100; i++) {
            if (appends.get(i).stream().startsWith("good")) {
                assertThat(answers.get(i).get().version()).isEqualTo(2);
            }
        }
        assertThat(answers.get(17))
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(UnacceptableEvent.class);
        assertThat(answers.get(42))
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(DuplicateEvent.class);
        assertThat(answers.get(43))
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(WrongExpectedVersion.class);
        assertThat(answers.get(99))
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(UnacceptableEvent.class);
        assertThat(store.head()).isEqualTo(1 + 96 * 2);
    }

    @Test
    void appendsToOneStreamAreWrittenInTheOrderInWhichTheyCame() throws Exception {
        List<Append> appends = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            appends.add(Append.of("s", ExpectedVersion.exactly(i), events(1)));
            appends.add(Append.of("other-" + i, ExpectedVersion.NO_STREAM, events(1)));
        }

        appendTogether(appends).forEach(answer -> assertThat(answer).succeedsWithin(0, TimeUnit.SECONDS));

        assertThat(versions(store.readForward("s", 1, 100))).isEqualTo(numbers(1, 50));
    }

    @Test
    void moreThanABatchHoldsIsWrittenInSeveral() throws Exception {
        List<Append> appends = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            appends.add(Append.of("s-" + i, ExpectedVersion.NO_STREAM, events(3)));
        }

        appendTogether(appends).forEach(answer -> assertThat(answer).succeedsWithin(0, TimeUnit.SECONDS));

        assertThat(store.head()).isEqualTo(7_500);
    }

    @Test
    void manyAppendsShareFewCommits() throws Exception {
        List<Append> appends = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            appends.add(Append.of("s-" + i, ExpectedVersion.NO_STREAM, events(1)));
        }

        appendTogether(appends).forEach(answer -> assertThat(answer).succeedsWithin(0, TimeUnit.SECONDS));

        long transactions = TestDatabase.number(
                TestDatabase.dataSource(), "SELECT count(DISTINCT xmin::text) FROM \"%s\".events".formatted(schema));
        assertThat(transactions).isLessThanOrEqualTo(3);
    }

    @Test
    void whatWasTakenIsWrittenBeforeTheStoreCloses() {
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(appendAsync(Append.of("s-" + i, ExpectedVersion.NO_STREAM, events(1))));
        }
        store.close();

        answers.forEach(answer -> assertThat(answer).succeedsWithin(0, TimeUnit.SECONDS));
    }

    private List<CompletableFuture<AppendResult>> appendTogether(List<Append> appends)
            throws SQLException, InterruptedException, TimeoutException {
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("SELECT pg_advisory_xact_lock(hashtextextended('commandery:%s', 0))".formatted(schema));
            appends.forEach(append -> answers.add(appendAsync(append)));
            connection.rollback();
        }
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            // Some are meant to be refused; the tests look at each.
        }
        return answers;
    }

    private CompletableFuture<AppendResult> appendAsync(Append append) {
        return store.appendAsync(append).toCompletableFuture();
    }
}
