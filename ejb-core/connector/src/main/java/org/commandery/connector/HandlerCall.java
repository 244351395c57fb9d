package org.commandery.connector;

import org.commandery.eventstore.RecordedEvent;

/** Calls the method of a bean that takes an event. */
interface HandlerCall {

    /** @throws Throwable whatever the method threw */
    void handle(Object bean, RecordedEvent event) throws Throwable;
}
