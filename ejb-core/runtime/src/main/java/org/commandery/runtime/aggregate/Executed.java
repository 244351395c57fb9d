package org.commandery.runtime.aggregate;

import java.util.List;
import org.commandery.eventstore.AppendResult;
import org.jspecify.annotations.Nullable;

/**
 * What came of an {@link Execution}.
 *
 * @param events the events of the decision; of no meaning when the append was a repeated one
 * @param state the aggregate's state after them; null when it has none
 * @param stored what the store answered
 */
public record Executed(List<Object> events, @Nullable Object state, AppendResult stored) {}
