/** What the store does, measured against raw limits in the same run. */
@NullMarked
package org.commandery.benchmarks;

import org.jspecify.annotations.NullMarked;
