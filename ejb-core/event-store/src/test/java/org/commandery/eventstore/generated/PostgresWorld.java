package org.commandery.eventstore.generated;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.conformance.Transactions;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.commandery.eventstore.transactions.Narayana;
import org.jboss.logging.Logger;

/** A store in a schema of its own, used by two nodes, whose connections go over wires that can be cut. */
final class PostgresWorld implements World {

    private static final Logger LOG = Logger.getLogger(PostgresWorld.class);
    private static final int NODES = 2;
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Server server = Server.shared();
    private final Narayana narayana = new Narayana();
    private final AgroalDataSource direct = narayana.pool(Server.jdbcUrl(server.port(), "generated-undisturbed"));
    /** Whoever uses the world has it for reading; whoever moves it, for writing. */
    private final ReentrantReadWriteLock place = new ReentrantReadWriteLock(true);

    private Place current;

    /** Where the store is at present. */
    private record Place(
            String schema, List<Node> nodes, EventStore undisturbed, HandledTable handled, JournalTable journal) {}

    PostgresWorld() {
        String schema = newSchema();
        EventStoreMigrations.migrate(server.dataSource(), schema);
        new HandledTable(schema).create(server.dataSource());
        new JournalTable(schema).create(server.dataSource());
        current = at(schema);
    }

    private static String newSchema() {
        return "generated_" + SCHEMAS.incrementAndGet();
    }

    private Place at(String schema) {
        List<Node> nodes = IntStream.range(0, NODES)
                .mapToObj(i -> new Node(server.port(), schema, narayana))
                .toList();
        EventStore undisturbed =
                PostgresEventStore.builder(direct).schema(schema).build();
        return new Place(schema, nodes, undisturbed, new HandledTable(schema), new JournalTable(schema));
    }

    Server server() {
        return server;
    }

    String schema() {
        return current.schema();
    }

    List<Node> nodes() {
        return current.nodes();
    }

    /** New connections that no fault is put into. */
    DataSource dataSource() {
        return server.dataSource();
    }

    private Node node(int caller) {
        return nodes().get(caller % NODES);
    }

    @Override
    public EventStore store(int caller) {
        return node(caller).store();
    }

    @Override
    public EventStore undisturbed() {
        return current.undisturbed();
    }

    @Override
    public Transactions transactions() {
        return narayana;
    }

    @Override
    public void handled(int caller, String subscription, List<Long> positions) {
        current.handled().insert(node(caller).pool(), subscription, positions);
    }

    @Override
    public Handled handledBy(String subscription) {
        return current.handled().select(direct, subscription);
    }

    @Override
    public void note(int caller, List<Note> notes) {
        current.journal().insert(node(caller).pool(), notes);
    }

    @Override
    public Divided divided(String subscription) {
        return current.journal().select(direct, subscription);
    }

    @Override
    public List<Reader> readers(History history) {
        return List.of(
                new Follower(this::undisturbed, history, 50),
                new Follower(() -> store(1), history, 7),
                new BackwardReader(() -> store(0), history, 20),
                new StreamReader(this::undisturbed, history, Caller.stream(0)),
                new StreamReader(this::undisturbed, history, LinkOperation.LINKED + 0),
                new DurableReader(() -> store(0), history),
                new DurableReader(() -> store(1), history),
                new TransientReader(() -> store(1), history),
                new Auditor(this, history));
    }

    @Override
    public void strike(Fault fault, History history) {
        if (fault.needsPeace()) {
            strikeInPeace(fault, history);
            return;
        }
        place.readLock().lock();
        try {
            fault.strike(this, history);
        } catch (SQLException e) {
            LOG.debugf(e, "%s was struck itself", fault);
        } finally {
            place.readLock().unlock();
        }
    }

    private void strikeInPeace(Fault fault, History history) {
        place.writeLock().lock();
        try {
            fault.strike(this, history);
        } catch (SQLException e) {
            throw new IllegalStateException(fault + " failed in peace", e);
        } finally {
            place.writeLock().unlock();
        }
    }

    @Override
    public void inPlace(Runnable work) {
        place.readLock().lock();
        try {
            work.run();
        } finally {
            place.readLock().unlock();
        }
    }

    /** Goes on in another schema, which {@code copy} fills. */
    void moveTo(Copy copy) throws SQLException {
        Place old = current;
        String schema = newSchema();
        closeStores(old);
        copy.run(old.schema(), schema);
        current = at(schema);
        drop(old.schema());
    }

    /** Fills a schema from another one. */
    interface Copy {
        void run(String from, String to) throws SQLException;
    }

    private static void closeStores(Place place) {
        place.nodes().forEach(Node::close);
        place.undisturbed().close();
    }

    private void drop(String schema) throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA \"%s\" CASCADE".formatted(schema));
        }
    }

    @Override
    public void close() {
        closeStores(current);
        direct.close();
        try {
            drop(current.schema());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
