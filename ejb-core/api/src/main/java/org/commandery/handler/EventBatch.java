package org.commandery.handler;

import java.util.Iterator;
import java.util.List;
import org.commandery.event.EventMetadata;

/**
 * Several events that a handler gets at once, in order, in one transaction.
 *
 * @param entries one or more
 */
public record EventBatch(List<Entry> entries) implements Iterable<EventBatch.Entry> {

    public EventBatch {
        entries = List.copyOf(entries);
    }

    /**
     * An event of a batch.
     *
     * @param event of one of the classes that the method names
     * @param metadata what was recorded with it
     */
    public record Entry(Object event, EventMetadata metadata) {}

    @Override
    public Iterator<Entry> iterator() {
        return entries.iterator();
    }
}
