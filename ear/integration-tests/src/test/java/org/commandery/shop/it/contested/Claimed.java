package org.commandery.shop.it.contested;

import org.commandery.event.EventType;

/** Somebody was faster. */
@EventType("claimed")
public record Claimed() {}
