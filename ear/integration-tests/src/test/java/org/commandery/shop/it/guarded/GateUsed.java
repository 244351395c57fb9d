package org.commandery.shop.it.guarded;

import org.commandery.event.EventType;

/**
 * Something happened at a gate.
 *
 * @param what what it was
 */
@EventType("gate-used")
public record GateUsed(String what) {}
