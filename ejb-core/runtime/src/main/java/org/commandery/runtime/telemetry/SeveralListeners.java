package org.commandery.runtime.telemetry;

import java.util.ArrayList;
import java.util.List;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.subscription.DeliveryListener;

/** Several who listen to one handler. They hear of the end of a delivery in the reverse order of its beginning. */
record SeveralListeners(List<DeliveryListener> listeners) implements DeliveryListener {

    @Override
    public Ending begin(List<RecordedEvent> events, boolean replay, Occasion occasion) {
        List<Ending> endings = new ArrayList<>(listeners.size());
        listeners.forEach(listener -> endings.add(0, listener.begin(events, replay, occasion)));
        return (outcome, failure) -> endings.forEach(ending -> ending.ended(outcome, failure));
    }

    @Override
    public void decided(Decision decision) {
        listeners.forEach(listener -> listener.decided(decision));
    }

    @Override
    public void deadLetterTried(boolean handled) {
        listeners.forEach(listener -> listener.deadLetterTried(handled));
    }
}
