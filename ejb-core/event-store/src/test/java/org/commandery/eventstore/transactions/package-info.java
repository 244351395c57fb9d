/** Real JTA transactions for tests: Narayana, as in WildFly. */
@NullMarked
package org.commandery.eventstore.transactions;

import org.jspecify.annotations.NullMarked;
