package org.commandery.tools.cli;

import java.util.concurrent.Callable;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.Payload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "init",
        description = "Makes the tables of an event store in the schema, and the schema when it is missing.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    @Mixin
    private StoreOptions store;

    @Option(
            names = "--payload",
            defaultValue = "JSON",
            description = "how the data of events is kept: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} when not given")
    private Payload payload;

    @Override
    public Integer call() {
        int run = EventStoreMigrations.migrate(store.dataSource(), store.schemaName(), payload);
        System.out.println(
                run > 0
                        ? "the schema '%s' holds an event store now".formatted(store.schemaName())
                        : "the schema '%s' holds an event store already".formatted(store.schemaName()));
        return 0;
    }
}
