/** Event handlers that no server should take. */
@NullMarked
package org.commandery.shop.it.delivery.wrong;

import org.jspecify.annotations.NullMarked;
