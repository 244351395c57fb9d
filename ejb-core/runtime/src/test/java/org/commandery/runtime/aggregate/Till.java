package org.commandery.runtime.aggregate;

import java.util.List;
import java.util.function.Consumer;
import org.commandery.aggregate.Multi;
import org.commandery.aggregate.Snapshot;
import org.commandery.application.CommandRejected;
import org.commandery.event.EventType;
import org.jspecify.annotations.Nullable;

/** A till with money in it, for the tests; it has a snapshot every ten events. */
@Snapshot(every = 10, version = 2)
public record Till(String id, long balance) {

    /** Called by each decision with what it decides on, when set. */
    static volatile @Nullable Consumer<Object> decisions;

    public record Open(String id) {}

    public record Put(String id, long amount, String note) {

        Put(String id, long amount) {
            this(id, amount, "");
        }
    }

    public record Take(String id, long amount) {}

    public record PutAll(String id, List<Long> amounts) {}

    public record Look(String id) {}

    public record Break(String id) {}

    /** Puts something in and takes it out again, until there is none left. */
    public record Exchange(String id, List<Long> in, long out) {}

    @EventType("till-opened")
    public record Opened(String id) {}

    @EventType("till-filled")
    public record Filled(long amount, String note) {}

    @EventType("till-emptied")
    public record Emptied(long amount) {}

    private static void decides(Object command) {
        Consumer<Object> listener = decisions;
        if (listener != null) {
            listener.accept(command);
        }
    }

    static Opened execute(Open command) {
        return new Opened(command.id());
    }

    Filled execute(Put command) {
        decides(command);
        return new Filled(command.amount(), command.note());
    }

    List<Filled> execute(PutAll command) {
        return command.amounts().stream().map(amount -> new Filled(amount, "")).toList();
    }

    Emptied execute(Take command) {
        decides(command);
        if (command.amount() > balance) {
            throw new CommandRejected("there is only %d".formatted(balance));
        }
        return new Emptied(command.amount());
    }

    void execute(Look command) {
        decides(command);
    }

    void execute(Break command) {
        throw new IllegalStateException("it is broken");
    }

    Multi<Till> execute(Exchange command) {
        return Multi.of(this)
                .reduce("filled", command.in(), (till, amount) -> new Filled(amount, ""))
                .then((till, named) -> {
                    long filled = named.get("filled").balance();
                    if (command.out() > filled) {
                        throw new CommandRejected("there is only %d".formatted(filled));
                    }
                    return new Emptied(command.out());
                });
    }

    static Till apply(Opened event) {
        return new Till(event.id(), 0);
    }

    Till apply(Filled event) {
        return new Till(id, balance + event.amount());
    }

    Till apply(Emptied event) {
        return new Till(id, balance - event.amount());
    }
}
