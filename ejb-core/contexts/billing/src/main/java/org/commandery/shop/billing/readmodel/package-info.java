/** Invoices as they are looked at: a table that follows the events. */
@NullMarked
package org.commandery.shop.billing.readmodel;

import org.jspecify.annotations.NullMarked;
