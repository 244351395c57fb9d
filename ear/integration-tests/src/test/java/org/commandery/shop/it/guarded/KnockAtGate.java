package org.commandery.shop.it.guarded;

/**
 * Knocks at a gate, as everyone may.
 *
 * @param id the gate's identity
 */
public record KnockAtGate(String id) {}
