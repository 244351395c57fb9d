package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.commandery.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/** Commits that the store refuses. */
final class Refused {

    private Refused() {}

    /** Commits, and returns the store's error in what the transaction manager threw. */
    static Throwable commit(Transactions transactions) {
        List<Throwable> toLookAt = new ArrayList<>();
        toLookAt.add(catchThrowable(() -> transactions.commit()));
        for (int i = 0; i < toLookAt.size(); i++) {
            @Nullable Throwable thrown = toLookAt.get(i);
            if (thrown instanceof EventStoreException refusal) {
                return refusal;
            }
            if (thrown != null) {
                toLookAt.add(thrown.getCause());
                toLookAt.addAll(Arrays.asList(thrown.getSuppressed()));
            }
        }
        throw new AssertionError("the commit was not refused by the store", toLookAt.get(0));
    }
}
