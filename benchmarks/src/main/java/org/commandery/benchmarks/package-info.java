/** What the store does, measured in one run against raw limits, other layouts, and another framework. */
@NullMarked
package org.commandery.benchmarks;

import org.jspecify.annotations.NullMarked;
