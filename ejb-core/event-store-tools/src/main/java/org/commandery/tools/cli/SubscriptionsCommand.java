package org.commandery.tools.cli;

import java.util.concurrent.Callable;
import org.commandery.eventstore.EventStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "subscriptions",
        description = "Lists the subscriptions of the store, and how far behind its head they are.",
        mixinStandardHelpOptions = true)
final class SubscriptionsCommand implements Callable<Integer> {

    @Mixin
    private StoreOptions store;

    @Override
    public Integer call() {
        try (EventStore open = store.open()) {
            long head = open.head();
            System.out.printf("%-40s %12s %12s%n", "subscription", "position", "behind");
            open.checkpoints()
                    .list()
                    .forEach(each -> System.out.printf(
                            "%-40s %,12d %,12d%n", each.subscription(), each.position(), head - each.position()));
        }
        return 0;
    }
}
