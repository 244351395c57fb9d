/** The invoice of an order: what it is told, what it decides, what has happened to it. */
@NullMarked
package org.commandery.shop.billing.domain;

import org.jspecify.annotations.NullMarked;
