/** Inventory: keeps stock and reserves it for orders. */
@NullMarked
package org.commandery.shop.inventory;

import org.jspecify.annotations.NullMarked;
