package org.commandery.runtime.deployment;

import java.util.Map;
import javax.sql.DataSource;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.EventStoreMigrations.Scripts;
import org.commandery.eventstore.postgres.Payload;
import org.commandery.router.Router;

/** The tables in an application's datasource: those of its event store, and those of its contexts' read models. */
final class Schemas {

    private final DataSource dataSource;
    private final Payload payload;
    private final Map<String, Router> contexts;

    /**
     * @param payload how the data of events is kept; counts only when the tables are made
     * @param contexts the router of each context; its class loader finds the context's migrations
     */
    Schemas(DataSource dataSource, Payload payload, Map<String, Router> contexts) {
        this.dataSource = dataSource;
        this.payload = payload;
        this.contexts = contexts;
    }

    /** Brings them up to date: the store's first, then each context's from {@code db/<context>} of its archive. */
    void migrate() {
        EventStoreMigrations.migrate(dataSource, null, payload);
        contexts.forEach((context, router) -> EventStoreMigrations.migrate(
                dataSource,
                null,
                new Scripts(router.getClass().getClassLoader(), "classpath:db/" + context, context + "_history")));
    }
}
