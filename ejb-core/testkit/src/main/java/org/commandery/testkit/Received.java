package org.commandery.testkit;

import org.commandery.eventstore.RecordedEvent;

/**
 * An event that was found in a store.
 *
 * @param event the event as an object of its class, as it is today
 * @param recorded the event as it is stored, with its ids, position and metadata
 */
public record Received<E>(E event, RecordedEvent recorded) {}
