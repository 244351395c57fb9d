package org.commandery.eventstore.postgres;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;

/**
 * Appends on their way to the database, and their answer.
 *
 * @param appends one, or several that are written all or none; their events have ids
 * @param answer a result for each
 */
record Pending(List<Append> appends, CompletableFuture<List<AppendResult>> answer) {

    Pending(List<Append> appends) {
        this(appends, new CompletableFuture<>());
    }

    /** About how many bytes they add to a batch. */
    long size() {
        long size = 0;
        for (Append append : appends) {
            for (EventData event : append.events()) {
                size += event.data().length();
            }
        }
        return size;
    }

    /** How many events they add to a batch. */
    int events() {
        int events = 0;
        for (Append append : appends) {
            events += append.events().size();
        }
        return events;
    }

    /** The streams, for messages. */
    String streams() {
        return appends.stream().map(Append::stream).collect(Collectors.joining("', '"));
    }
}
