/** The same work done by Axon Framework. */
@NullMarked
package org.commandery.benchmarks.axon;

import org.jspecify.annotations.NullMarked;
