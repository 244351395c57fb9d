package org.commandery.tools.cli;

import java.util.concurrent.Callable;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "migrate",
        description = "Runs the scripts that the schema has not seen yet.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {

    @Mixin
    private StoreOptions store;

    @Override
    public Integer call() {
        int run = EventStoreMigrations.migrate(store.dataSource(), store.schemaName());
        System.out.println(run > 0 ? "scripts run: " + run : "up to date");
        return 0;
    }
}
