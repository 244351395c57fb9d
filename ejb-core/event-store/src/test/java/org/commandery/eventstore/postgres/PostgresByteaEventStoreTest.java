package org.commandery.eventstore.postgres;

import org.commandery.eventstore.postgres.EventStoreMigrations.Payload;

class PostgresByteaEventStoreTest extends PostgresContract {

    PostgresByteaEventStoreTest() {
        super(Payload.BYTEA);
    }
}
