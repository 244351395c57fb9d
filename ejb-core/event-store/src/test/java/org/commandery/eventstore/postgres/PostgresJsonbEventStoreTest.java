package org.commandery.eventstore.postgres;

class PostgresJsonbEventStoreTest extends PostgresContract {

    PostgresJsonbEventStoreTest() {
        super(Payload.JSONB);
    }
}
