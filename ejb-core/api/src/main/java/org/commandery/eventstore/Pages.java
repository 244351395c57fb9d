package org.commandery.eventstore;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Events of page after page; a page that is not full is the last one. */
final class Pages implements Iterator<RecordedEvent> {

    private final int pageSize;
    private final Function<RecordedEvent, List<RecordedEvent>> pageAfter;
    private List<RecordedEvent> page;
    private int index;

    Pages(List<RecordedEvent> first, int pageSize, Function<RecordedEvent, List<RecordedEvent>> pageAfter) {
        this.page = first;
        this.pageSize = pageSize;
        this.pageAfter = pageAfter;
    }

    @Override
    public boolean hasNext() {
        if (index == page.size() && page.size() == pageSize) {
            page = pageAfter.apply(page.get(index - 1));
            index = 0;
        }
        return index < page.size();
    }

    @Override
    public RecordedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.get(index++);
    }
}
