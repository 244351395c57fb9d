package org.commandery.eventstore.generated;

import io.agroal.api.AgroalDataSource;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.commandery.eventstore.transactions.Narayana;

/** A server that uses the store: its own pool, its own store object, its own wire to the database. */
final class Node implements AutoCloseable {

    /** What the database knows the connections of nodes by. */
    static final String APPLICATION = "generated-node";

    private final Wire wire;
    private final AgroalDataSource pool;
    private final EventStore store;

    Node(int port, String schema, Narayana narayana) {
        wire = new Wire(port);
        pool = narayana.pool(Server.jdbcUrl(wire.port(), APPLICATION));
        store = PostgresEventStore.builder(pool)
                .schema(schema)
                .joining(narayana.registry())
                .hardDeletes(true)
                .build();
    }

    Wire wire() {
        return wire;
    }

    AgroalDataSource pool() {
        return pool;
    }

    EventStore store() {
        return store;
    }

    @Override
    public void close() {
        store.close();
        pool.close();
        wire.close();
    }
}
