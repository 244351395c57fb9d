package org.commandery.shop.it.fault.ledger;

/**
 * Something is to be entered into a ledger.
 *
 * @param ledgerId the ledger
 * @param entry what is entered: no two commands enter the same, so one that is stored twice is seen
 * @param amount how much
 * @param marked whether the entry is to be marked, by an event more
 * @param poison whether a handler is to choke on it
 */
public record Enter(String ledgerId, String entry, long amount, boolean marked, boolean poison) {}
