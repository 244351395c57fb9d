package org.commandery.runtime;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.commandery.application.CommandRejected;
import org.commandery.event.EventType;

/** A bank account, for the tests: each command answers with its events in another form. */
public record Account(String id, long balance) {

    public record Open(@NotBlank String id) {}

    public record Deposit(String id, @Positive long amount) {}

    public record DepositTwice(String id, long amount) {}

    public record DepositAll(String id, List<Long> amounts) {}

    public record DepositMaybe(String id, long amount) {}

    public record Touch(String id) {}

    public record Fail(String id) {}

    @EventType("opened")
    public record Opened(String id) {}

    @EventType("deposited")
    public record Deposited(String id, long amount) {}

    static Opened execute(Open command) {
        return new Opened(command.id());
    }

    Deposited execute(Deposit command) {
        if (balance + command.amount() > 1_000_000) {
            throw new CommandRejected("the account cannot hold so much");
        }
        return new Deposited(id, command.amount());
    }

    List<Deposited> execute(DepositTwice command) {
        return List.of(new Deposited(id, command.amount()), new Deposited(id, command.amount()));
    }

    Stream<Deposited> execute(DepositAll command) {
        return command.amounts().stream().map(amount -> new Deposited(id, amount));
    }

    Optional<Deposited> execute(DepositMaybe command) {
        return Optional.of(command.amount()).filter(amount -> amount > 0).map(amount -> new Deposited(id, amount));
    }

    void execute(Touch command) {}

    void execute(Fail command) throws Exception {
        throw new Exception("it failed");
    }

    static Account apply(Opened event) {
        return new Account(event.id(), 0);
    }

    Account apply(Deposited event) {
        return new Account(id, balance + event.amount());
    }
}
