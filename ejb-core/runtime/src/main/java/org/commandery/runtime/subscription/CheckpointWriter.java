package org.commandery.runtime.subscription;

import java.util.List;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.runtime.subscription.Delivery.DeliveryRefused;
import org.commandery.runtime.subscription.DeliveryListener.Occasion;
import org.commandery.runtime.subscription.DeliveryListener.Outcome;

/** Moves a checkpoint when a delivery asks for it, and remembers how that went: the delivery may wrap what is thrown. */
final class CheckpointWriter implements Runnable {

    private final Runnable move;
    private final DeliveryListener listener;
    private final Occasion occasion;
    private boolean written;
    private boolean stale;

    /**
     * @param move moves the checkpoint, or what stands for it
     * @param listener hears of the delivery
     * @param occasion why there is one now
     */
    CheckpointWriter(Runnable move, DeliveryListener listener, Occasion occasion) {
        this.move = move;
        this.listener = listener;
        this.occasion = occasion;
    }

    /** Delivers events, and makes sure that the checkpoint was asked for. */
    void deliver(Delivery delivery, List<RecordedEvent> events, boolean replay) throws Exception {
        DeliveryListener.Ending ending = listener.begin(events, replay, occasion);
        try {
            delivery.deliver(events, replay, this);
            if (!written) {
                throw new IllegalStateException("the delivery did not write the checkpoint");
            }
        } catch (Throwable e) {
            ending.ended(stale || e instanceof DeliveryRefused ? Outcome.REFUSED : Outcome.FAILED, e);
            throw e;
        }
        ending.ended(Outcome.HANDLED, null);
    }

    /** Whether it was not where it should have been, or was no longer ours. */
    boolean isStale() {
        return stale;
    }

    @Override
    public void run() {
        try {
            move.run();
            written = true;
        } catch (StaleCheckpoint e) {
            stale = true;
            throw e;
        }
    }
}
