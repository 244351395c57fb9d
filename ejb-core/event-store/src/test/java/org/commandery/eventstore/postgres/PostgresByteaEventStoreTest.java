package org.commandery.eventstore.postgres;

class PostgresByteaEventStoreTest extends PostgresStoreForEachTest implements PayloadBehaviours {

    PostgresByteaEventStoreTest() {
        super(Payload.BYTEA);
    }
}
