package org.commandery.tools.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.SubscriptionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows subscriptions, and operates them by the store alone: what it does holds on all nodes, running or not, but the handlers themselves, and what they may
 * want to do before a reset, are not here.
 */
@Command(
        name = "subscriptions",
        description = "Lists the subscriptions of the store, and how far behind its head they are.",
        synopsisSubcommandLabel = "[COMMAND]",
        mixinStandardHelpOptions = true)
final class SubscriptionsCommand implements Callable<Integer> {

    private static final String ROW = "%-40s %12s %12s %9s %12s  %s%n";
    private static final int REFUSED = 1;

    @Mixin
    private StoreOptions store;

    @Override
    public Integer call() {
        try (EventStore open = store.open()) {
            Map<String, Long> deadLetters = open.deadLetters().counts();
            Map<String, Long> behind = open.subscriptions().list().stream()
                    .collect(Collectors.toMap(SubscriptionInfo::name, SubscriptionInfo::lag));
            Map<String, List<Checkpoint>> subscriptions = open.checkpoints().list().stream()
                    .collect(Collectors.groupingBy(
                            checkpoint ->
                                    Segment.named(checkpoint.subscription()).subscription(),
                            TreeMap::new,
                            Collectors.toList()));
            System.out.printf(ROW, "subscription", "position", "behind", "segments", "dead letters", "state");
            subscriptions.forEach((name, segments) -> {
                printTotal(name, segments, behind, deadLetters.getOrDefault(name, 0L));
                if (segments.size() > 1) {
                    segments.forEach(segment -> printSegment(segment, behind));
                }
            });
        }
        return 0;
    }

    private static void printTotal(String name, List<Checkpoint> segments, Map<String, Long> behind, long deadLetters) {
        System.out.printf(
                ROW,
                name,
                grouped(segments.stream().mapToLong(Checkpoint::position).min().orElse(0)),
                grouped(segments.stream()
                        .mapToLong(segment -> behind.getOrDefault(segment.subscription(), 0L))
                        .max()
                        .orElse(0)),
                segments.size(),
                grouped(deadLetters),
                state(segments));
    }

    private static void printSegment(Checkpoint segment, Map<String, Long> behind) {
        String number = "  segment " + Segment.named(segment.subscription()).number();
        System.out.printf(
                ROW,
                number,
                grouped(segment.position()),
                grouped(behind.getOrDefault(segment.subscription(), 0L)),
                "",
                "",
                state(List.of(segment)));
    }

    private static String grouped(long number) {
        return "%,d".formatted(number);
    }

    private static String state(List<Checkpoint> segments) {
        Optional<String> paused = segments.stream()
                .flatMap(segment -> Optional.ofNullable(segment.paused()).stream())
                .findFirst();
        String owners = segments.stream()
                .flatMap(segment -> Optional.ofNullable(segment.owner()).stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return paused.map("paused: "::concat).orElseGet(() -> owners.isEmpty() ? "on no node" : "on " + owners);
    }

    @Command(
            name = "pause",
            description = "Pauses a subscription on all nodes, until it is resumed.",
            mixinStandardHelpOptions = true)
    private int pause(
            @Parameters(paramLabel = "NAME", description = "the subscription's, as in ordering.orders") String name,
            @Option(
                            names = "--reason",
                            defaultValue = "paused from the command line",
                            description = "why, for people: ${DEFAULT-VALUE}")
                    String reason) {
        return with(open ->
                change(open, name, checkpoints -> checkpoints.pause(name, reason), "is paused: no node works on it"));
    }

    @Command(name = "resume", description = "Ends the pause of a subscription.", mixinStandardHelpOptions = true)
    private int resume(
            @Parameters(paramLabel = "NAME", description = "the subscription's, as in ordering.orders") String name) {
        return with(open -> change(open, name, checkpoints -> checkpoints.resume(name), "is not paused any more"));
    }

    @Command(
            name = "move",
            description = "Moves a subscription to a position on all nodes. Its dead letters stay.",
            mixinStandardHelpOptions = true)
    private int move(
            @Parameters(paramLabel = "NAME", description = "the subscription's, as in ordering.orders") String name,
            @Parameters(
                            paramLabel = "POSITION",
                            description = "the last position that counts as handled; 0 for all events again")
                    long position) {
        return with(open -> {
            long head = open.head();
            if (position < 0 || position > head) {
                System.out.printf("a position is one from 0 to %,d, not %,d%n", head, position);
                return REFUSED;
            }
            return change(open, name, checkpoints -> checkpoints.move(name, position), "goes on after " + position);
        });
    }

    @Command(
            name = "reset",
            description = {
                "Moves a subscription to the beginning of the store on all nodes, and drops its dead letters.",
                "The handler is not called: its method beforeReset runs only when it is reset over HTTP or from code."
            },
            mixinStandardHelpOptions = true)
    private int reset(
            @Parameters(paramLabel = "NAME", description = "the subscription's, as in ordering.orders") String name) {
        return with(open -> {
            if (!open.checkpoints().move(name, 0)) {
                return unknown(name);
            }
            int dropped = open.deadLetters().drop(name, null);
            System.out.printf(
                    "'%s' gets all events again, and %,d dead letters are dropped; its handler's beforeReset was not called%n",
                    name, dropped);
            return 0;
        });
    }

    private static int change(EventStore open, String name, Predicate<Checkpoints> change, String done) {
        if (!change.test(open.checkpoints())) {
            return unknown(name);
        }
        System.out.printf("'%s' %s%n", name, done);
        return 0;
    }

    private int with(Function<EventStore, Integer> work) {
        try (EventStore open = store.open()) {
            return work.apply(open);
        }
    }

    private static int unknown(String name) {
        System.out.printf("there is no subscription '%s'%n", name);
        return REFUSED;
    }
}
