package org.commandery.shop.it.fault.ledger;

import org.commandery.event.EventType;

/**
 * Something was entered.
 *
 * @param entry what
 * @param amount how much
 * @param poison whether a handler is to choke on it
 */
@EventType("entered")
public record Entered(String entry, long amount, boolean poison) {}
