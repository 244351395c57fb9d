package org.commandery.shop.it.contested;

import org.commandery.event.EventType;

/** The stream has begun. */
@EventType("opened")
public record Opened() {}
