package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;

/**
 * Has a stream show events of others, beside some of its own.
 *
 * @param stream the number of the stream
 * @param known whether it expects the version that the caller knows, and not any
 * @param events how many events of its own
 * @param links which events are to be shown; those that are negative are not stored
 */
record LinkOperation(int stream, boolean known, int events, List<Integer> links) implements Operation {

    /** How the names of streams begin that show events of others. */
    static final String LINKED = "linked-";

    /** How many of them there are. */
    static final int STREAMS = 2;

    @Override
    public void run(Caller caller) {
        String name = LINKED + stream;
        List<EventData> own = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            own.add(caller.event());
        }
        List<UUID> shown = links.stream()
                .map(link -> link < 0
                        ? UUID.randomUUID()
                        : caller.history().storedEventId(link).orElseGet(UUID::randomUUID))
                .toList();
        ExpectedVersion expected =
                known ? ExpectedVersion.exactly(caller.history().version(name)) : ExpectedVersion.ANY;
        Append link = Append.link(name, expected, shown).withEvents(own).withCommandId(UUID.randomUUID());
        caller.append(link);
    }
}
