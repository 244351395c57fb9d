package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.eventstore.conformance.Events.event;
import static org.commandery.eventstore.conformance.Events.events;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** The thread that writes meets what is no error of the database: its callers hear of it, and it writes on. */
@Timeout(60)
class ErrorsOfTheWriterTest {

    private final Breaking dataSource = new Breaking();
    private final EventStore store = PostgresEventStore.builder(dataSource)
            .schema(TestDatabase.newSchema())
            .build();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aCallerIsToldOfAnErrorAndTheNextAppendIsWritten() {
        Error error = new NoClassDefFoundError("driver");
        dataSource.next.set(error);

        assertThatThrownBy(() -> store.append("s", ExpectedVersion.ANY, events(1)))
                .isInstanceOf(CompletionException.class)
                .hasCause(error);

        assertThat(store.append("s", ExpectedVersion.NO_STREAM, events(1)).position())
                .isEqualTo(1);
    }

    @Test
    void allWhoWaitForOneCommitAreToldOfItsError() {
        dataSource.next.set(new OutOfMemoryError("for a moment"));

        var answers = List.of(asynchronous(1), asynchronous(2), asynchronous(3));

        assertThat(answers)
                .anySatisfy(answer -> assertThatThrownBy(answer::join).hasCauseInstanceOf(OutOfMemoryError.class));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(
                                answer.handle((result, error) -> true).join())
                        .isTrue());
        assertThat(store.append("after", ExpectedVersion.NO_STREAM, events(1)).version())
                .isEqualTo(1);
    }

    private CompletableFuture<?> asynchronous(int n) {
        return store.appendAsync(Append.of("s-" + n, ExpectedVersion.ANY, List.of(event(n))))
                .toCompletableFuture();
    }

    /** Throws what it is told to, once. */
    private static final class Breaking extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        private final transient AtomicReference<@Nullable Error> next = new AtomicReference<>();

        private Breaking() {
            setUrl(TestDatabase.jdbcUrl());
            setUser(EmbeddedDatabase.USER);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Error error = next.getAndSet(null);
            if (error != null) {
                throw error;
            }
            return super.getConnection();
        }
    }
}
