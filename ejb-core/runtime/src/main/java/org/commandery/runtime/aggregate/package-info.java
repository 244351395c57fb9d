/** Aggregates: how their methods are found and called, and how their state is rebuilt from events. */
@NullMarked
package org.commandery.runtime.aggregate;

import org.jspecify.annotations.NullMarked;
