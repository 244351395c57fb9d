package org.commandery.web.event;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a stream.
 *
 * @param stream the stream's name
 * @param events in the order that was asked for; empty beyond the stream's end
 * @param next where the next page is; null when this page is not full
 */
@JsonbPropertyOrder({"stream", "events", "next"})
public record StreamPage(
        String stream, List<EventView> events, @Nullable String next) {}
