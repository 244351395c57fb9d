package org.commandery.event;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded with an event, for the handler that receives it.
 *
 * @param application the application whose store holds the event
 * @param handler the name of the handler that receives it
 * @param eventId the event's id
 * @param position where it stands in the order of all events of its store, from 1
 * @param stream the name of its stream
 * @param version where it stands in its stream, from 1
 * @param type the stable name of its type, as upcasters have left it
 * @param revision the revision of that type, as upcasters have left it
 * @param part which of the events that upcasters have made of the stored one this is, from 1; the parts share all else that was recorded. 1 for
 *     an event that is as it was stored
 * @param causationId the id of the command or event that caused it, or null when none was given
 * @param correlationId the id shared by all that followed from one request, or null when none was given
 * @param values what else the command's sender kept with it; may be empty
 * @param createdAt when it was stored, by the store's clock
 * @param replay whether the handler has handled it before, as its subscription was moved back since: time not to send the e-mail again
 */
public record EventMetadata(
        String application,
        String handler,
        UUID eventId,
        long position,
        String stream,
        long version,
        String type,
        int revision,
        int part,
        @Nullable UUID causationId,
        @Nullable UUID correlationId,
        Map<String, String> values,
        Instant createdAt,
        boolean replay) {}
