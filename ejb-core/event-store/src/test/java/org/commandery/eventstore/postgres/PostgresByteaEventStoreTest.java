package org.commandery.eventstore.postgres;

class PostgresByteaEventStoreTest extends PostgresContract {

    PostgresByteaEventStoreTest() {
        super(Payload.BYTEA);
    }
}
