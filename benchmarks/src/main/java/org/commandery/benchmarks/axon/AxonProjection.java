package org.commandery.benchmarks.axon;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * A read model that Axon's pooled streaming processor keeps, with its tokens in the same database and moved in the same transaction as the rows. It works
 * as its guide advises for catching up: large batches, and a segment a processor, as more threads have nothing to work on.
 *
 * @see <a href="https://docs.axoniq.io/reference-guide/4.5/axon-framework/events/event-processors/streaming">Streaming event processors</a>
 */
public final class AxonProjection implements AutoCloseable {

    private static final int SEGMENTS = Runtime.getRuntime().availableProcessors();

    private static final String FORGET = """
            DELETE FROM tokenentry
            """;

    private final DataSource dataSource;
    private final EmbeddedEventStore store;
    private final JdbcTokenStore tokens;
    private final SimpleEventHandlerInvoker invoker;
    private final int batch;
    private final ScheduledExecutorService coordinator = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(SEGMENTS);

    /**
     * @param payload what each event holds
     * @param events how many are stored
     * @param table where the rows go
     * @param batch how many events share a transaction
     */
    public AxonProjection(DataSource dataSource, Object payload, int events, String table, int batch) {
        this.dataSource = dataSource;
        this.batch = batch;
        EventStorageEngine engine = AxonStore.engine(dataSource);
        this.store = AxonStore.store(engine);
        AxonStore.fill(engine, payload, events);
        ConnectionProvider connections = new UnitOfWorkAwareConnectionProviderWrapper(this::connection);
        this.tokens = JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(JacksonSerializer.builder()
                        .objectMapper(new ObjectMapper())
                        .build())
                .build();
        tokens.createSchema(PostgresTokenTableFactory.INSTANCE);
        this.invoker = SimpleEventHandlerInvoker.builder()
                .eventHandlers(new AxonOrders(connections, table))
                // Else what fails is logged and passed over.
                .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                .build();
    }

    /** A unit of work commits its connection at its end, unless each statement of it is committed already. */
    private Connection connection() throws SQLException {
        Connection connection = dataSource.getConnection();
        if (CurrentUnitOfWork.isStarted()) {
            connection.setAutoCommit(false);
        }
        return connection;
    }

    /** A processor that begins at the first event; to be shut down by the caller. */
    public PooledStreamingEventProcessor start() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement forget = connection.createStatement()) {
            forget.execute(FORGET);
        }
        PooledStreamingEventProcessor processor = PooledStreamingEventProcessor.builder()
                .name("orders")
                .eventHandlerInvoker(invoker)
                .errorHandler(PropagatingErrorHandler.instance())
                .messageSource(store)
                .tokenStore(tokens)
                .transactionManager(NoTransactionManager.INSTANCE)
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .initialToken(source -> source.createTailToken())
                .initialSegmentCount(SEGMENTS)
                .batchSize(batch)
                .build();
        processor.start();
        return processor;
    }

    @Override
    public void close() {
        store.shutDown();
        coordinator.shutdownNow();
        workers.shutdownNow();
    }
}
