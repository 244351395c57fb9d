/** A bounded context for the tests of faults: one aggregate with many streams, and handlers that write down what they are given. */
@NullMarked
package org.commandery.shop.it.fault.ledger;

import org.jspecify.annotations.NullMarked;
