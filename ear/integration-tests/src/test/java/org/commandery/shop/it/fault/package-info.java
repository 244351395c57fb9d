/** Two servers on one store, under load, and what can go wrong with them: nothing is lost, repeated or reordered. */
@NullMarked
package org.commandery.shop.it.fault;

import org.jspecify.annotations.NullMarked;
