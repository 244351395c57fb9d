package org.commandery.eventstore.postgres;

import org.commandery.eventstore.postgres.EventStoreMigrations.Payload;

class PostgresJsonbEventStoreTest extends PostgresContract {

    PostgresJsonbEventStoreTest() {
        super(Payload.JSONB);
    }
}
