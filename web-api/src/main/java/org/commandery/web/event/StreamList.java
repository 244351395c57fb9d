package org.commandery.web.event;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.commandery.eventstore.StreamInfo;
import org.jspecify.annotations.Nullable;

/**
 * A page of streams.
 *
 * @param streams in the order that was asked for
 * @param total how many there are on all pages
 * @param pages how many pages there are, 1 or more
 * @param next where the next page is; null when this is the last one
 */
@JsonbPropertyOrder({"streams", "total", "pages", "next"})
public record StreamList(
        List<StreamView> streams,
        long total,
        long pages,
        @Nullable String next) {

    /**
     * A stream.
     *
     * @param stream its name; {@code $all} for the order of all events
     * @param version how many events and links it has had
     * @param createdAt when its first event was stored; null when there is none
     * @param deletedAt when it was deleted; null when it was not
     */
    @JsonbNillable
    @JsonbPropertyOrder({"stream", "version", "createdAt", "deletedAt"})
    public record StreamView(
            String stream,
            long version,
            @Nullable Instant createdAt,
            @Nullable Instant deletedAt) {

        static StreamView of(StreamInfo info) {
            return new StreamView(info.stream(), info.version(), info.createdAt(), info.deletedAt());
        }
    }
}
