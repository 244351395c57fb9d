package org.commandery.tools.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Segment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows what subscriptions have put aside, has it delivered again, and gives it up, by the store alone: the node that works on a subscription delivers its dead
 * letters soon after they were asked for.
 */
@Command(
        name = "dead-letters",
        description = "Lists the subscriptions that have put events aside, and how many.",
        synopsisSubcommandLabel = "[COMMAND]",
        mixinStandardHelpOptions = true)
final class DeadLettersCommand implements Callable<Integer> {

    private static final String TOTAL = "%-40s %12s%n";
    private static final String ROW = "%12s  %-30s %8s  %-9s  %-27s  %s%n";
    private static final int REFUSED = 1;
    private static final String NAME = "the subscription's, as in ordering.orders";

    @Mixin
    private StoreOptions store;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        return with(open -> {
            Map<String, Long> counts = new TreeMap<>(open.deadLetters().counts());
            System.out.printf(TOTAL, "subscription", "dead letters");
            counts.forEach((name, count) -> System.out.printf(TOTAL, name, grouped(count)));
            return 0;
        });
    }

    @Command(
            name = "list",
            description = "Lists the dead letters of a subscription, in the order of their events.",
            mixinStandardHelpOptions = true)
    private int list(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(
                            names = "--after",
                            paramLabel = "POSITION",
                            defaultValue = "0",
                            description = "only those of events after this position")
                    long after,
            @Option(names = "--limit", defaultValue = "100", description = "how many at most: ${DEFAULT-VALUE}")
                    int limit) {
        if (limit < 1) {
            throw new ParameterException(command.commandLine(), "--limit is 1 or more, not " + limit);
        }
        return with(open -> {
            if (!isKnown(open, name)) {
                return unknown(name);
            }
            List<DeadLetter> letters = open.deadLetters().list(name, after, limit);
            System.out.printf(ROW, "position", "key", "attempts", "state", "put aside", "error");
            letters.forEach(DeadLettersCommand::print);
            if (letters.size() == limit) {
                System.out.printf(
                        "there may be more: --after %d%n",
                        letters.get(limit - 1).position());
            }
            return 0;
        });
    }

    private static void print(DeadLetter letter) {
        System.out.printf(
                ROW,
                grouped(letter.position()),
                letter.key(),
                letter.attempts(),
                letter.retrying() ? "retrying" : "resting",
                letter.parkedAt(),
                firstLine(letter.error()));
    }

    private static String firstLine(@Nullable String error) {
        return error == null
                ? "behind another one of its key"
                : error.lines().findFirst().orElse("");
    }

    @Command(
            name = "retry",
            description = {
                "Has dead letters of a subscription delivered again, in order.",
                "The node that works on them does so soon. One that fails again stays, and so do those of its key behind it."
            },
            mixinStandardHelpOptions = true)
    private int retry(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--key", description = "only those of this key") @Nullable String key) {
        return with(open -> {
            int letters = open.deadLetters().retry(name, key);
            if (letters == 0) {
                return none(open, name);
            }
            System.out.printf("%,d dead letters of '%s' are to be delivered again%n", letters, name);
            return 0;
        });
    }

    @Command(
            name = "drop",
            description = "Gives dead letters up: the subscription never gets their events. This cannot be undone.",
            mixinStandardHelpOptions = true)
    private int drop(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--key", description = "those of this key") @Nullable String key,
            @Option(names = "--position", description = "the one of this event; others of its key stay") @Nullable
                    Long position,
            @Option(names = "--all", description = "all of the subscription") boolean all) {
        if (Stream.of(key != null, position != null, all).filter(said -> said).count() != 1) {
            throw new ParameterException(
                    command.commandLine(), "say which dead letters: --key KEY, --position POSITION or --all");
        }
        return with(open -> {
            int dropped = position == null
                    ? open.deadLetters().drop(name, key)
                    : open.deadLetters().drop(name, position) ? 1 : 0;
            if (dropped == 0) {
                return none(open, name);
            }
            System.out.printf("%,d dead letters of '%s' are dropped%n", dropped, name);
            return 0;
        });
    }

    private static boolean isKnown(EventStore open, String name) {
        return open.checkpoints().list().stream()
                .anyMatch(checkpoint ->
                        Segment.named(checkpoint.subscription()).subscription().equals(name));
    }

    private static int none(EventStore open, String name) {
        if (!isKnown(open, name)) {
            return unknown(name);
        }
        System.out.printf("'%s' has no such dead letters%n", name);
        return REFUSED;
    }

    private static int unknown(String name) {
        System.out.printf("there is no subscription '%s'%n", name);
        return REFUSED;
    }

    private static String grouped(long number) {
        return "%,d".formatted(number);
    }

    private int with(Function<EventStore, Integer> work) {
        try (EventStore open = store.open()) {
            return work.apply(open);
        }
    }
}
