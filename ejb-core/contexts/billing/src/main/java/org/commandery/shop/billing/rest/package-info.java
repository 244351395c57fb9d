/** Invoices over HTTP. */
@NullMarked
package org.commandery.shop.billing.rest;

import org.jspecify.annotations.NullMarked;
