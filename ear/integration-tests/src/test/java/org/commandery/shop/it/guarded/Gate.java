package org.commandery.shop.it.guarded;

/**
 * A gate, whose commands a class of its own executes.
 *
 * @param uses how often something happened
 */
public record Gate(int uses) {

    static Gate initial() {
        return new Gate(0);
    }

    Gate apply(GateUsed event) {
        return new Gate(uses + 1);
    }
}
