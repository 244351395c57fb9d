package org.commandery.web.event;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events in their global order.
 *
 * @param events the oldest first
 * @param head the position of the last event of all
 * @param next where the next page is; null when this page is not full
 */
@JsonbPropertyOrder({"events", "head", "next"})
public record EventPage(
        List<EventView> events, long head, @Nullable String next) {}
