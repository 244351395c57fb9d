package org.commandery.eventstore.generated;

import java.util.List;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.DeadLetters;
import org.jspecify.annotations.Nullable;

/**
 * Has dead letters delivered again, or gives them up, as an operator does.
 *
 * @param subscription the number of the subscription
 * @param number which of its dead letters is meant
 * @param what what is done
 */
record LettersOperation(int subscription, int number, What what) implements Operation {

    /** What is done. */
    enum What {
        RETRY_KEY,
        RETRY_ALL,
        DROP_ONE,
        DROP_KEY,
        DROP_ALL
    }

    private static final int ALL = 10_000;

    @Override
    public void run(Caller caller) {
        String name = SegmentOperation.subscription(subscription);
        DeadLetters letters = caller.store().deadLetters();
        List<DeadLetter> there = letters.list(name, 0, ALL);
        if (there.isEmpty()) {
            return;
        }
        DeadLetter letter = there.get(number % there.size());
        switch (what) {
            case RETRY_KEY -> letters.retry(name, letter.key());
            case RETRY_ALL -> letters.retry(name, null);
            case DROP_ONE -> dropOne(caller, letter);
            case DROP_KEY -> drop(caller, name, letter.key());
            case DROP_ALL -> drop(caller, name, null);
        }
    }

    private static void dropOne(Caller caller, DeadLetter letter) {
        Joined.run(caller, () -> {
            boolean dropped = caller.store().deadLetters().drop(letter.subscription(), letter.position());
            if (dropped) {
                note(caller, List.of(letter));
            }
            return dropped;
        });
    }

    private static void drop(Caller caller, String subscription, @Nullable String key) {
        Joined.run(caller, () -> {
            DeadLetters letters = caller.store().deadLetters();
            // Others drop and put behind no more from here on, and what is changed nobody else changes: in this order,
            // as by others.
            letters.drop(subscription, "");
            letters.retry(subscription, key);
            List<DeadLetter> meant = letters.list(subscription, 0, ALL).stream()
                    .filter(letter -> key == null || letter.key().equals(key))
                    .toList();
            // More when another one was parked meanwhile: nobody knows which it is, so they stay.
            boolean known = letters.drop(subscription, key) == meant.size();
            if (known) {
                note(caller, meant);
            }
            return known;
        });
    }

    private static void note(Caller caller, List<DeadLetter> dropped) {
        caller.world()
                .note(
                        caller.number(),
                        dropped.stream()
                                .map(letter -> new Note(letter.subscription(), Note.What.DROPPED, letter.position()))
                                .toList());
        caller.history().count("letters dropped", dropped.size());
    }
}
