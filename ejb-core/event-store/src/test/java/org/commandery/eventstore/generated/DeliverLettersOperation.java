package org.commandery.eventstore.generated;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.DeadLetters;
import org.commandery.eventstore.generated.LeaseOperation.After;
import org.commandery.eventstore.generated.SegmentOperation.Held;

/**
 * Delivers the dead letters of a segment that are to be delivered again, those of a key in order, until one fails.
 *
 * @param subscription the number of the subscription
 * @param segment the number of the segment
 * @param failing which of them fail again
 * @param after what is done with the lease after that
 */
record DeliverLettersOperation(int subscription, int segment, Failing failing, After after) implements Operation {

    private static final int MOST = 100;

    @Override
    public void run(Caller caller) {
        SegmentOperation.held(caller, SegmentOperation.subscription(subscription), segment)
                .ifPresent(held -> {
                    deliverAll(caller, held);
                    LeaseOperation.end(caller, held.lease(), after);
                });
    }

    private void deliverAll(Caller caller, Held held) {
        DeadLetters letters = caller.store().deadLetters();
        Set<String> wanted = new HashSet<>();
        Set<String> failed = new HashSet<>();
        for (DeadLetter letter : letters.list(held.segment().subscription(), 0, MOST)) {
            if (letter.retrying() && held.segment().has(letter.key())) {
                wanted.add(letter.key());
            }
            if (!wanted.contains(letter.key()) || failed.contains(letter.key())) {
                continue;
            }
            if (failing.failsAt(letter.position())) {
                letters.failedAgain(
                        letter.subscription(), letter.position(), "chance wants it again", letter.attempts() + 1);
                failed.add(letter.key());
            } else if (!deliver(caller, held, letter)) {
                // Whether it was delivered nobody knows: those behind it have to wait.
                return;
            }
        }
    }

    private static boolean deliver(Caller caller, Held held, DeadLetter letter) {
        boolean delivered = Joined.underLease(caller, held.lease(), () -> {
            caller.store().deadLetters().delivered(held.lease(), letter.subscription(), letter.position());
            caller.world()
                    .note(
                            caller.number(),
                            List.of(new Note(letter.subscription(), Note.What.HANDLED, letter.position())));
            return true;
        });
        if (delivered) {
            caller.history().count("letters delivered");
        }
        return delivered;
    }
}
