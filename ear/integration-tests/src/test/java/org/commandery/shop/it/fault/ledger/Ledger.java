package org.commandery.shop.it.fault.ledger;

import java.util.List;

/**
 * A ledger that takes every entry.
 *
 * @param entries how many it has
 */
public record Ledger(long entries) {

    static final String PREFIX = "ledger-";

    static Ledger initial() {
        return new Ledger(0);
    }

    List<Object> execute(Enter command) {
        Entered entered = new Entered(command.entry(), command.amount(), command.poison());
        return command.marked() ? List.of(entered, new Marked(command.entry())) : List.of(entered);
    }

    Ledger apply(Entered event) {
        return new Ledger(entries + 1);
    }

    Ledger apply(Marked event) {
        return this;
    }
}
