package org.commandery.eventstore.postgres;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.DeadLetters;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.Rebuilds;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Snapshots;
import org.commandery.eventstore.Streams;
import org.commandery.eventstore.Subscriptions;
import org.commandery.eventstore.internal.AppendListeners;
import org.commandery.eventstore.internal.EventIds;
import org.commandery.eventstore.internal.JoinedAppends;
import org.commandery.eventstore.internal.JoinedTransaction;
import org.commandery.eventstore.internal.NodeNames;
import org.commandery.eventstore.internal.Refusals;
import org.commandery.eventstore.subscription.StoreSubscriptions;
import org.commandery.personal.ForgottenSubjects;
import org.commandery.personal.SubjectKeys;
import org.jspecify.annotations.Nullable;

/**
 * An event store in a schema of a PostgreSQL database, 14 or newer. Any number of stores, on any number of nodes, may use one schema.
 *
 * <p>Outside a JTA transaction, concurrent appends share a commit. When the connection breaks under an append, the store finds out over a new
 * one whether the events were stored, and stores them if not; only when the database stays away does the append fail, and works again when
 * the database is back.
 *
 * <p>Inside a JTA transaction, an append is written when the transaction commits. Reads of the same transaction do not see it before; the
 * version in its result is that which the stream has if nobody else writes first, and is certain only with an exact expected version. A
 * transaction that appends must be READ COMMITTED.
 *
 * <p>A delete inside a JTA transaction is done at once and belongs to it: from then to the commit, all other appends and deletes of the store
 * wait. It does not see what the same transaction is about to append.
 *
 * <p>While there is work, the store keeps one connection of the datasource beside those that it takes for each read; it gives it back when
 * there was none for some seconds. Another one listens to other nodes while somebody here waits for events; it is given back a minute after
 * the last.
 *
 * <p>The schema must have been made by {@link EventStoreMigrations}. It need not be there when the store is built.
 */
public final class PostgresEventStore implements EventStore {

    private static final String THREADS = "event-store";

    private final EventReader reader;
    private final QueryReader queries;
    private final CommandIds commands;
    private final Streams streams;
    private final Snapshots snapshots;
    private final SubjectKeys subjectKeys;
    private final ForgottenSubjects forgottenSubjects;
    private final Checkpoints checkpoints;
    private final DeadLetters deadLetters;
    private final Rebuilds rebuilds;
    private final AppendListeners listeners;
    private final Nodes nodes;
    private final GroupAppender appender;
    private final JoinedAppends joined;
    private final StoreSubscriptions subscriptions;

    private PostgresEventStore(Builder builder) {
        Database database = new Database(builder.dataSource, builder.schema);
        reader = new EventReader(database);
        queries = new QueryReader(database);
        commands = new CommandIds(database);
        streams = new PostgresStreams(database, builder.hardDeletes);
        snapshots = new PostgresSnapshots(database);
        subjectKeys = new PostgresSubjectKeys(database);
        forgottenSubjects = new PostgresForgottenSubjects(database);
        checkpoints = new PostgresCheckpoints(database);
        deadLetters = new PostgresDeadLetters(database);
        rebuilds = new PostgresRebuilds(database);
        listeners = new AppendListeners(THREADS + "-listeners");
        nodes = new Nodes(database, reader::head, listeners, builder.listening, Nodes.IN_USE);
        appender = new GroupAppender(database, THREADS + "-appender", nodes::appended);
        joined = new JoinedAppends(builder.transactions, () -> new PostgresUnit(database, reader, nodes::appended));
        subscriptions = new StoreSubscriptions(this, NodeNames.next());
    }

    /**
     * Starts to describe a store.
     *
     * @param dataSource where the database is; inside a server a JTA datasource, if appends are to join transactions
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /** {@inheritDoc} */
    @Override
    public AppendResult append(Append append) {
        Refusals.requireAppendable(append.stream());
        return write(List.of(EventIds.complete(append))).get(0);
    }

    /** {@inheritDoc} */
    @Override
    public List<AppendResult> appendAll(List<Append> appends) {
        Refusals.requireTogether(appends);
        return appends.isEmpty() ? List.of() : write(EventIds.complete(appends));
    }

    private List<AppendResult> write(List<Append> group) {
        Optional<JoinedTransaction> transaction = joined.current();
        return transaction.isPresent() ? transaction.get().append(group) : appender.append(group);
    }

    /** {@inheritDoc} Waits only when 10,000 appends are waiting already. */
    @Override
    public CompletionStage<AppendResult> appendAsync(Append append) {
        Refusals.requireAppendable(append.stream());
        return appender.appendAsync(EventIds.complete(append)).minimalCompletionStage();
    }

    @Override
    public Optional<AppendResult> findCommand(UUID commandId) {
        return reader.findCommand(commandId);
    }

    @Override
    public long forgetCommands(Instant before) {
        return commands.forget(before);
    }

    @Override
    public List<RecordedEvent> readForward(String stream, long fromVersion, int limit) {
        return followed(reader.forward(stream, fromVersion, limit));
    }

    private List<RecordedEvent> followed(List<RecordedEvent> events) {
        if (!events.isEmpty()) {
            nodes.used();
        }
        return events;
    }

    @Override
    public List<RecordedEvent> readBackward(String stream, long fromVersion, int limit) {
        return reader.backward(stream, fromVersion, limit);
    }

    @Override
    public List<RecordedEvent> readAllForward(long afterPosition, int limit) {
        return followed(reader.allForward(afterPosition, limit));
    }

    @Override
    public List<RecordedEvent> readAllBackward(long fromPosition, int limit) {
        return reader.allBackward(fromPosition, limit);
    }

    @Override
    public EventPage read(EventQuery query, long afterPosition, int limit) {
        EventPage page = queries.read(query, afterPosition, limit);
        if (page.reached() > afterPosition) {
            nodes.used();
        }
        return page;
    }

    @Override
    public long head() {
        return reader.head();
    }

    @Override
    public Streams streams() {
        return streams;
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
    }

    @Override
    public SubjectKeys subjectKeys() {
        return subjectKeys;
    }

    @Override
    public ForgottenSubjects forgottenSubjects() {
        return forgottenSubjects;
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** {@inheritDoc} */
    @Override
    public Rebuilds rebuilds() {
        return rebuilds;
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public <T> AppendListener subscribe(Feed<T> feed, Consumer<? super List<T>> listener) {
        return subscriptions.subscribe(feed, listener);
    }

    @Override
    public AppendListener onAppend(Runnable listener) {
        return listeners.add(listener);
    }

    @Override
    public void close() {
        subscriptions.close();
        appender.close();
        nodes.close();
        listeners.close();
    }

    /** Describes a store. */
    public static final class Builder {

        private final DataSource dataSource;
        private @Nullable String schema;
        private boolean hardDeletes;
        private @Nullable TransactionSynchronizationRegistry transactions;
        private boolean listening = true;

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /**
         * Names the schema. Without it, it is the first schema that the search path of the datasource's connections names: the
         * {@code currentSchema} of a JDBC URL, say.
         */
        public Builder schema(String name) {
            schema = name;
            return this;
        }

        /**
         * Has appends join the JTA transactions of their callers. The datasource must be one whose connections join them, too.
         *
         * @param registry the server's, as bound to {@code java:comp/TransactionSynchronizationRegistry}
         */
        public Builder joining(TransactionSynchronizationRegistry registry) {
            transactions = registry;
            return this;
        }

        /**
         * Has the store look for events of other nodes each 25 ms while there are some, instead of having PostgreSQL tell it: for datasources behind a
         * pool that gives a connection to a transaction only, as PgBouncer can, where {@code LISTEN} does not work.
         */
        public Builder withoutListening() {
            listening = false;
            return this;
        }

        /**
         * Allows {@link Streams#hardDelete} or not. Without this call it is not allowed.
         *
         * @param allowed whether streams may be removed with all their events
         */
        public Builder hardDeletes(boolean allowed) {
            hardDeletes = allowed;
            return this;
        }

        /** The store. It connects to the database when it is first used. */
        public PostgresEventStore build() {
            return new PostgresEventStore(this);
        }
    }
}
