package org.commandery.eventstore.postgres;

import java.util.concurrent.CompletableFuture;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;

/**
 * An append on its way to the database, and its answer.
 *
 * @param append its events have ids
 */
record Pending(Append append, CompletableFuture<AppendResult> answer) {

    Pending(Append append) {
        this(append, new CompletableFuture<>());
    }

    /** About how many bytes it adds to a batch. */
    long size() {
        long size = 0;
        for (EventData event : append.events()) {
            size += event.data().length();
        }
        return size;
    }
}
