package org.commandery.eventstore;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/** What a query finds, page after page, until one reaches the end of the store. */
final class QueryPages implements Iterator<RecordedEvent> {

    private final LongFunction<EventPage> pageAfter;
    private EventPage page;
    private Iterator<RecordedEvent> events;

    QueryPages(LongFunction<EventPage> pageAfter, long afterPosition) {
        this.pageAfter = pageAfter;
        this.page = pageAfter.apply(afterPosition);
        this.events = page.events().iterator();
    }

    @Override
    public boolean hasNext() {
        while (!events.hasNext() && !page.complete()) {
            page = pageAfter.apply(page.reached());
            events = page.events().iterator();
        }
        return events.hasNext();
    }

    @Override
    public RecordedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return events.next();
    }
}
