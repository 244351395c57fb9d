package org.commandery.shop.it.contested;

/**
 * A command that always loses.
 *
 * @param id the identity
 */
public record Claim(String id) {}
