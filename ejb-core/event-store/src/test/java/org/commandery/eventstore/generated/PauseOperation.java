package org.commandery.eventstore.generated;

import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.generated.Interventions.Kind;

/**
 * Pauses a divided subscription, or ends that.
 *
 * @param subscription the number of the subscription
 */
record PauseOperation(int subscription, boolean resume) implements Operation {

    @Override
    public void run(Caller caller) {
        String name = SegmentOperation.subscription(subscription);
        Checkpoints checkpoints = caller.store().checkpoints();
        Interventions interventions = caller.history().interventions();
        if (resume) {
            interventions.run(Kind.RESUME, name, () -> checkpoints.resume(name));
        } else {
            interventions.run(Kind.PAUSE, name, () -> checkpoints.pause(name, "chance wants it"));
            caller.history().count("paused");
        }
    }
}
