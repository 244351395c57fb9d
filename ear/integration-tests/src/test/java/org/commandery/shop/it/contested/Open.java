package org.commandery.shop.it.contested;

/**
 * Begins a stream.
 *
 * @param id the identity
 */
public record Open(String id) {}
