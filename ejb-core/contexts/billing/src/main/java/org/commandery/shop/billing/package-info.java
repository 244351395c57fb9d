/** Billing: takes the payment of orders, and gives it back. */
@NullMarked
package org.commandery.shop.billing;

import org.jspecify.annotations.NullMarked;
