package org.commandery.eventstore.postgres;

import org.commandery.eventstore.conformance.EventStoreBehaviours;

class PostgresEventStoreTest extends PostgresStoreForEachTest implements EventStoreBehaviours {

    PostgresEventStoreTest() {
        super(Payload.JSON);
    }
}
