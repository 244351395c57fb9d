package org.commandery.tools.cli;

import org.commandery.CommanderyException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line for event stores: {@code java -jar commandery.jar help}. */
@Command(
        name = "commandery",
        description = "Creates, migrates, copies and shows event stores in PostgreSQL.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            HelpCommand.class,
            CreateCommand.class,
            InitCommand.class,
            MigrateCommand.class,
            MigrationsCommand.class,
            DropCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            SubscriptionsCommand.class,
            DeadLettersCommand.class
        })
public final class CommandLineTool {

    private CommandLineTool() {}

    /** Runs a command and ends the process: 0 when it was done, 1 when it says so or failed, 2 when it was not understood. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command and returns its exit code. */
    static int run(String... arguments) {
        return new CommandLine(new CommandLineTool())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (!(failure instanceof CommanderyException)) {
                        throw failure;
                    }
                    command.getErr().println(command.getColorScheme().errorText(failure.getMessage()));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }
}
