package org.commandery.shop.it.fault.ledger;

import org.commandery.event.EventType;

/**
 * An entry was marked.
 *
 * @param entry which
 */
@EventType("marked")
public record Marked(String entry) {}
