package org.commandery.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.EventStoreSchema;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that asks for an {@link EventStore} one of its own in PostgreSQL: a new schema, which is dropped after the test.
 *
 * <pre>{@code
 * @ExtendWith(PostgresStores.class)
 * class OrderingTest {
 *     @Test
 *     void anOrderIsConfirmed(EventStore store) { … TestApplication.over(store, new OrderingRouter()) … }
 * }
 * }</pre>
 *
 * <p>The server is an embedded one, from {@code commandery-database}, which a test that uses this class needs as a dependency. It starts with the
 * first test of the virtual machine and ends with it.
 */
public final class PostgresStores implements ParameterResolver {

    private static final String DATABASE = "testkit";
    private static final AtomicInteger TESTS = new AtomicInteger();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EventStore.class;
    }

    @Override
    public EventStore resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(Namespace.create(PostgresStores.class))
                .computeIfAbsent(OwnSchema.class, key -> OwnSchema.create(), OwnSchema.class)
                .store();
    }

    /** Closed by JUnit after the test. */
    private record OwnSchema(EventStoreSchema schema, EventStore store) implements AutoCloseable {

        static OwnSchema create() {
            EmbeddedDatabase.shared().createDatabase(DATABASE);
            DataSource dataSource = EmbeddedDatabase.shared().dataSource(DATABASE);
            String name = "test_" + TESTS.incrementAndGet();
            EventStoreMigrations.migrate(dataSource, name);
            return new OwnSchema(
                    new EventStoreSchema(dataSource, name),
                    PostgresEventStore.builder(dataSource).schema(name).build());
        }

        @Override
        public void close() {
            store.close();
            schema.drop();
        }
    }
}
