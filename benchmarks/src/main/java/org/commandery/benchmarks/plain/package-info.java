/** An application without Commandery, as small as it can be: it takes an order over HTTP and inserts it as one row. */
@NullMarked
package org.commandery.benchmarks.plain;

import org.jspecify.annotations.NullMarked;
