/** Upcasters and codecs that no server should take. */
@NullMarked
package org.commandery.shop.it.evolution.wrong;

import org.jspecify.annotations.NullMarked;
