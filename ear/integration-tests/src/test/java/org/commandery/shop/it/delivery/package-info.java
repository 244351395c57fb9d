/** A bounded context that is nothing but event handlers with moods, deployed by the tests of delivery. */
@NullMarked
package org.commandery.shop.it.delivery;

import org.jspecify.annotations.NullMarked;
