/** Stock as it is looked at: a table that follows the events. */
@NullMarked
package org.commandery.shop.inventory.readmodel;

import org.jspecify.annotations.NullMarked;
