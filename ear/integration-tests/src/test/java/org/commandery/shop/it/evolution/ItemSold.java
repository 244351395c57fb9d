package org.commandery.shop.it.evolution;

import org.commandery.event.EventType;

/** An item was sold. The events of older times told of whole sales: {@link SplitSale}. */
@EventType("item-sold")
public record ItemSold(String product) {}
