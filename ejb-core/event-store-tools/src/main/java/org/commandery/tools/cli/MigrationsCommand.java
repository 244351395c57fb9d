package org.commandery.tools.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.commandery.eventstore.postgres.EventStoreSchema.Migration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "migrations",
        description = "Lists the scripts of the schema; exits with 1 when one is pending.",
        mixinStandardHelpOptions = true)
final class MigrationsCommand implements Callable<Integer> {

    @Mixin
    private StoreOptions store;

    @Override
    public Integer call() {
        List<Migration> migrations = store.schema().migrations();
        migrations.forEach(each -> System.out.printf(
                "%-4s %-40s %s%n",
                each.version(), each.description(), each.pending() ? "pending" : "run " + each.run()));
        return migrations.stream().anyMatch(Migration::pending) ? 1 : 0;
    }
}
