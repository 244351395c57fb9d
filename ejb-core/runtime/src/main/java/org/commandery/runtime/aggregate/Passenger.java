package org.commandery.runtime.aggregate;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A command in its lane, decided on, whose thread waits for an answer. Its lane guards it. */
final class Passenger {

    private final @Nullable Turn decided;
    private final boolean alone;
    private final boolean onAssumption;

    /** Completed when the thread is to go on, with an answer or to write. */
    private final CompletableFuture<Boolean> signal = new CompletableFuture<>();

    private volatile @Nullable Answer answer;

    /**
     * @param decided its decision; null for one that only waits until the same command has got an answer
     * @param alone whether its events are to be stored apart from those of others
     * @param onAssumption whether its decision rests on a state that nobody has read
     */
    Passenger(@Nullable Turn decided, boolean alone, boolean onAssumption) {
        this.decided = decided;
        this.alone = alone;
        this.onAssumption = onAssumption;
    }

    /** Its decision, when that is to be stored; null otherwise. */
    @Nullable
    Turn toWrite() {
        return decided != null && decided.writes() ? decided : null;
    }

    boolean isAlone() {
        return alone;
    }

    /** Whether a conflict says nothing but that the state was not what it was taken for. */
    boolean isOnAssumption() {
        return onAssumption;
    }

    void answer(Answer answer) {
        this.answer = answer;
    }

    /**
     * Answers one that has nothing to write.
     *
     * @param before the answer to the one before, whose events it was decided on; null when they are not stored
     */
    void answerAfter(@Nullable Answer before) {
        answer = before instanceof Answer.Stored stored && decided != null
                ? new Answer.Stored(
                        decided.on(decided.before().at(stored.result().position()))
                                .unchanged())
                : new Answer.Again(null, false);
    }

    /** Has its thread write what waits, this among it. */
    void lead() {
        signal.complete(true);
    }

    /** Has its thread take the answer. */
    void wake() {
        signal.complete(false);
    }

    /**
     * Waits for the answer.
     *
     * @param write writes what waits and answers all of it
     */
    Answer await(Runnable write) {
        if (answer == null && signal.join()) {
            write.run();
        }
        return Objects.requireNonNull(answer);
    }

    /** What its caller gets. */
    Executed executed(Answer last) {
        if (last instanceof Answer.Stored stored && decided != null) {
            return decided.executed(stored.result());
        }
        throw Turn.thrown(((Answer.Failed) last).error());
    }
}
