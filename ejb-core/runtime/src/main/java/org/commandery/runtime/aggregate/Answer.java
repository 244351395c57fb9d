package org.commandery.runtime.aggregate;

import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.WrongExpectedVersion;
import org.jspecify.annotations.Nullable;

/** What somebody whose decision waits to be stored is told. */
sealed interface Answer {

    /** The decision stands, and is stored as far as there is something to store. */
    record Stored(AppendResult result) implements Answer {}

    /**
     * The store has failed with this decision.
     *
     * @param error a {@link RuntimeException} or an {@link Error}
     */
    record Failed(Throwable error) implements Answer {}

    /**
     * The state that it was decided on did not come to be: decide again.
     *
     * @param conflict the store's refusal of this decision; null when another one's was at fault
     * @param alone whether to be stored without others from now on, so that nobody's events harm another's
     */
    record Again(@Nullable WrongExpectedVersion conflict, boolean alone) implements Answer {}
}
