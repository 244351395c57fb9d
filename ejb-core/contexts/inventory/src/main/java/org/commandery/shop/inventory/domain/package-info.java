/** Stock and the reservations of orders: what they are told, what they decide, what has happened to them. */
@NullMarked
package org.commandery.shop.inventory.domain;

import org.jspecify.annotations.NullMarked;
