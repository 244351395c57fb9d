package org.commandery.tools.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commandery.tools.transfer.EventExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Writes the store to a file of JSON lines. Goes on where an export to the same file stopped.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private StoreOptions store;

    @Parameters(paramLabel = "FILE", description = "the file to write to")
    private Path file;

    @Override
    public Integer call() {
        try (Progress progress = new Progress("export")) {
            long events = new EventExport(store.dataSource(), store.schemaName()).to(file, progress);
            progress.finish("exported %,d events to %s".formatted(events, file));
        }
        return 0;
    }
}
