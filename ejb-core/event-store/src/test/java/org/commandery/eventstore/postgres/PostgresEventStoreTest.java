package org.commandery.eventstore.postgres;

import org.commandery.eventstore.postgres.EventStoreMigrations.Payload;

class PostgresEventStoreTest extends PostgresContract {

    PostgresEventStoreTest() {
        super(Payload.JSON);
    }
}
