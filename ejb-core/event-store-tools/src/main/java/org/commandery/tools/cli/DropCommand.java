package org.commandery.tools.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "drop", description = "Removes the schema with every event in it.", mixinStandardHelpOptions = true)
final class DropCommand implements Callable<Integer> {

    @Mixin
    private StoreOptions store;

    @Option(names = "--yes", required = true, description = "really: there is no way back")
    private boolean sure;

    @Override
    public Integer call() {
        System.out.println(
                sure && store.schema().drop()
                        ? "the schema '%s' is gone".formatted(store.schemaName())
                        : "there is no schema '%s'".formatted(store.schemaName()));
        return 0;
    }
}
