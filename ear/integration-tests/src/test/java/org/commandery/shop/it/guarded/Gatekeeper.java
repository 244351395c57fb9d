package org.commandery.shop.it.guarded;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Executes the commands of gates. */
@ApplicationScoped
public class Gatekeeper {

    @Inject
    private Visitors visitors;

    /** Opens it. */
    public GateUsed execute(Gate gate, OpenGate command) {
        return new GateUsed("opened after " + gate.uses());
    }

    /** Counts the visitor. */
    public GateUsed execute(Gate gate, KnockAtGate command) {
        return new GateUsed("visitor " + visitors.next());
    }

    /** Never comes to an end in time: the time of its route is over when it begins. */
    public GateUsed execute(Gate gate, WatchGate command) {
        return new GateUsed("watched");
    }
}
