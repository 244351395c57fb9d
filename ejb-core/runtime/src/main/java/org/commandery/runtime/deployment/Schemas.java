package org.commandery.runtime.deployment;

import java.util.Map;
import javax.sql.DataSource;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.router.Router;
import org.flywaydb.core.Flyway;

/** The tables in an application's datasource: those of its event store, and those of its contexts' read models. */
final class Schemas {

    private final DataSource dataSource;
    private final Map<String, Router> contexts;

    /** @param contexts the router of each context; its class loader finds the context's migrations */
    Schemas(DataSource dataSource, Map<String, Router> contexts) {
        this.dataSource = dataSource;
        this.contexts = contexts;
    }

    /** Brings them up to date: the store's first, then each context's from {@code db/<context>} of its archive. */
    void migrate() {
        EventStoreMigrations.migrate(dataSource);
        contexts.forEach((context, router) -> Flyway.configure(router.getClass().getClassLoader())
                .dataSource(dataSource)
                .table(context + "_history")
                .locations("classpath:db/" + context)
                .failOnMissingLocations(false)
                // The schema holds the event store's tables already.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate());
    }
}
