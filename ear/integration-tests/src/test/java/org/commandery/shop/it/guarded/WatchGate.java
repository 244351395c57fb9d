package org.commandery.shop.it.guarded;

/**
 * Watches a gate for longer than its route allows.
 *
 * @param id the gate's identity
 */
public record WatchGate(String id) {}
