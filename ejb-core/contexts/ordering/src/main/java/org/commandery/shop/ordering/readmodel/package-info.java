/** Orders as they are looked at: tables that follow the events. */
@NullMarked
package org.commandery.shop.ordering.readmodel;

import org.jspecify.annotations.NullMarked;
