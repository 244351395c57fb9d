/** Ordering: takes, confirms and cancels orders. */
@NullMarked
package org.commandery.shop.ordering;

import org.jspecify.annotations.NullMarked;
