/** How a reservation comes about: between the reservation of an order and the stock of its products. */
@NullMarked
package org.commandery.shop.inventory.process;

import org.jspecify.annotations.NullMarked;
