package org.commandery.web.event;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events in their global order.
 *
 * @param events the oldest first; a page may be empty although there are more
 * @param reached the position up to which nothing is missing
 * @param head the position of the last event of all
 * @param next where the next page is; null when this one reached the end
 */
@JsonbPropertyOrder({"events", "reached", "head", "next"})
public record EventPage(
        List<EventView> events,
        long reached,
        long head,
        @Nullable String next) {}
