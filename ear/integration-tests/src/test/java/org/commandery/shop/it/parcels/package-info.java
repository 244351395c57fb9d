/** A context whose handler puts aside what its desk refuses. It shares the application of ordering. */
@NullMarked
package org.commandery.shop.it.parcels;

import org.jspecify.annotations.NullMarked;
