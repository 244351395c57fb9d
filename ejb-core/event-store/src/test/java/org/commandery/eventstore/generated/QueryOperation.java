package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.RecordedEvent;

/**
 * Reads the events that match a query.
 *
 * @param number which query
 * @param from the distance of the first position from the end that the caller knows
 * @param limit how many events at most
 */
record QueryOperation(int number, int from, int limit) implements Operation {

    @Override
    public void run(Caller caller) {
        EventQuery query = Queries.query(number);
        long known = caller.history().known();
        long after = Math.max(0, known - from);
        EventPage page = caller.store().read(query, after, limit);
        page.events().forEach(caller.history()::saw);
        Span span = caller.since(known);
        caller.history().later(log -> {
            List<RecordedEvent> expected = log.after(after).stream()
                    .filter(event -> event.position() <= page.reached() && query.matches(event))
                    .toList();
            assertThat(Log.kept(page.events()))
                    .as("events of %s after %d", query, after)
                    .isEqualTo(expected);
            assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
            assertThat(page.reached()).isBetween(after, Math.max(after, span.to()));
            if (page.complete()) {
                assertThat(page.reached())
                        .as("where the end was, when %d was known", known)
                        .isGreaterThanOrEqualTo(known);
            } else {
                assertThat(page.reached()).as("how far a read came").isGreaterThan(after);
            }
        });
    }
}
