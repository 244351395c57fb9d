/** Handlers of events that have changed since they were stored, in the context {@code delivery}, deployed by the tests of upcasters. */
@NullMarked
package org.commandery.shop.it.evolution;

import org.jspecify.annotations.NullMarked;
