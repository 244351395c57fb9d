package org.commandery.tools.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commandery.tools.transfer.EventImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Reads an export into an empty store. Goes on where an import of the same file stopped.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    @Mixin
    private StoreOptions store;

    @Parameters(paramLabel = "FILE", description = "the file that export wrote")
    private Path file;

    @Override
    public Integer call() {
        try (Progress progress = new Progress("import")) {
            long events = new EventImport(store.dataSource(), store.schemaName()).from(file, progress);
            progress.finish("imported %,d events from %s".formatted(events, file));
        }
        return 0;
    }
}
