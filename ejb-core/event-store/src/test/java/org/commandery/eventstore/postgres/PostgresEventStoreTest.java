package org.commandery.eventstore.postgres;

class PostgresEventStoreTest extends PostgresContract {

    PostgresEventStoreTest() {
        super(Payload.JSON);
    }
}
