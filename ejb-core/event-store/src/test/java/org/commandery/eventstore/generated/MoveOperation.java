package org.commandery.eventstore.generated;

import java.util.List;
import org.commandery.eventstore.generated.Interventions.Kind;

/**
 * Moves a divided subscription forward or back, and gives its dead letters up, all at one moment.
 *
 * @param subscription the number of the subscription
 * @param number which of the positions that there are
 */
record MoveOperation(int subscription, int number) implements Operation {

    @Override
    public void run(Caller caller) {
        String name = SegmentOperation.subscription(subscription);
        caller.history()
                .interventions()
                .run(
                        Kind.MOVE,
                        name,
                        () -> Joined.run(caller, () -> {
                            long position = number % (caller.store().head() + 1);
                            if (!caller.store().checkpoints().move(name, position)) {
                                return false;
                            }
                            caller.store().deadLetters().drop(name, null);
                            caller.world().note(caller.number(), List.of(new Note(name, Note.What.MOVED, position)));
                            caller.history().count("moved");
                            return true;
                        }));
    }
}
