/** How figures are measured, and how they are told: knows nothing of what is measured. */
@NullMarked
package org.commandery.benchmarks.measuring;

import org.jspecify.annotations.NullMarked;
