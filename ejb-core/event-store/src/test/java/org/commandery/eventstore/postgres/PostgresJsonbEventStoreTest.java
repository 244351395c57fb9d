package org.commandery.eventstore.postgres;

class PostgresJsonbEventStoreTest extends PostgresStoreForEachTest implements PayloadBehaviours {

    PostgresJsonbEventStoreTest() {
        super(Payload.JSONB);
    }
}
