package org.commandery.web.http;

import java.util.Map;
import org.commandery.eventstore.Streams.SortBy;

/**
 * By what streams are sorted.
 *
 * @param by what is compared
 * @param ascending false for the greatest first
 */
public record Sorting(SortBy by, boolean ascending) {

    private static final Map<String, SortBy> NAMES = Map.of(
            "stream", SortBy.STREAM,
            "version", SortBy.VERSION,
            "createdAt", SortBy.CREATED_AT,
            "deletedAt", SortBy.DELETED_AT);

    /**
     * Reads a name, with a minus before it for the greatest first.
     *
     * @throws IllegalArgumentException when there is nothing of that name
     */
    static Sorting parse(String text) {
        boolean ascending = !text.startsWith("-");
        SortBy by = NAMES.get(ascending ? text : text.substring(1));
        if (by == null) {
            throw new IllegalArgumentException(text);
        }
        return new Sorting(by, ascending);
    }
}
