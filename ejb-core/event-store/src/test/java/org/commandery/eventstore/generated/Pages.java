package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.commandery.eventstore.RecordedEvent;

/** What must be true of a page that was read, of a stream or of all events. */
final class Pages {

    private Pages() {}

    /**
     * Requires that a page is what a forward read had to give.
     *
     * @param all the events of the stream, the one of number 1 first
     * @param first the number of the first event that was asked for
     * @param known how many events were known to be there when the read began
     */
    static void requireForward(
            List<RecordedEvent> all, long first, int limit, List<RecordedEvent> page, long known, Span span) {
        int from = (int) Math.max(first, 1);
        requireSame(all, from, page);
        assertThat(page).as("events beyond the limit").hasSizeLessThanOrEqualTo(limit);
        assertThat((long) page.size())
                .as("events of a read from %d with limit %d, when there were %d or more", first, limit, known)
                .isGreaterThanOrEqualTo(Math.min(limit, known - from + 1));
        assertThat(page)
                .as("events that were not stored yet in %s", span)
                .allMatch(event -> event.position() <= span.to());
    }

    /**
     * Requires that a page is what a backward read had to give.
     *
     * @param known how many events were known to be there when the read began
     * @param later how many there were when it had ended
     */
    static void requireBackward(
            List<RecordedEvent> all, long first, int limit, List<RecordedEvent> page, long known, long later) {
        if (page.isEmpty()) {
            assertThat(Math.min(first, known)).as("there was nothing to read").isLessThan(1);
            return;
        }
        List<RecordedEvent> turned = new ArrayList<>(page);
        Collections.reverse(turned);
        int newest = all.indexOf(page.get(0)) + 1;
        assertThat((long) newest)
                .as("the newest event of a backward read from %d, when there were %d to %d", first, known, later)
                .isBetween(Math.min(first, known), Math.min(first, later));
        requireSame(all, newest - page.size() + 1, turned);
        assertThat(page).as("a backward read from %d", first).hasSize(Math.min(limit, newest));
    }

    private static void requireSame(List<RecordedEvent> all, int from, List<RecordedEvent> page) {
        for (int i = 0; i < page.size(); i++) {
            int index = from - 1 + i;
            if (index < 0 || index >= all.size() || !all.get(index).equals(page.get(i))) {
                throw new AssertionError("read %s at place %d, where %s is"
                        .formatted(
                                page.get(i), index + 1, index >= 0 && index < all.size() ? all.get(index) : "nothing"));
            }
        }
    }
}
