/** The shop in each architecture, on servers that the tests start themselves: what distinguishes it from the others. */
@NullMarked
package org.commandery.shop.it.architecture;

import org.jspecify.annotations.NullMarked;
