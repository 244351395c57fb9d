package org.commandery.runtime.aggregate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.commandery.application.TooManyAttempts;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.WrongExpectedVersion;
import org.jspecify.annotations.Nullable;

/**
 * The commands that are on their way to one aggregate on this node, in the order in which they came.
 *
 * <p>Each is decided by the thread that brought it, as soon as the decisions before it are made, on the state that these lead to, though they are not
 * stored yet. One of the threads writes what was decided so far, in one append; what is decided meanwhile waits and is written next, by one of those
 * who wait. So an aggregate takes more than one command with each commit, and decides while a commit is under way.
 *
 * <p>Nobody gets an answer that rests on events which are not stored: a refusal waits for them too. When they cannot be stored, all that was decided
 * on them is decided again.
 */
final class Lane {

    /** So that one aggregate does not keep the other writers of the store waiting for long. */
    private static final int MOST_EVENTS = 1_000;

    /** True while a thread decides: a command that it sends meanwhile must not wait for others, who may wait for it. */
    private static final ThreadLocal<Boolean> DECIDING = new ThreadLocal<>();

    private final AggregateKey key;
    private final EventStore store;
    private final History history;
    private final AggregateCache cache;
    private final SnapshotTaker snapshots;

    /** Held to decide and to answer, not while something is written. It guards all that follows. */
    private final ReentrantLock turn = new ReentrantLock(true);

    /** What the next command is decided on; null when that has to be found out first. */
    private @Nullable Live newest;

    /** Whether others are known to have written to the stream since the cache was. */
    private boolean stale;

    /** Whether the newest rests on the stream having no events, of which only the store's answer to the next append gives certainty. */
    private boolean assumed;

    private long snapshot;

    /** When the store was last read, if it was. */
    private long lookedAt;

    private boolean looked;

    /** Whether somebody writes, or is about to: then all decisions wait for that. */
    private boolean writing;

    private List<Passenger> underWay = new ArrayList<>();
    private final Deque<Passenger> waiting = new ArrayDeque<>();

    /** The ids of the commands among both that are to be stored. */
    private final Set<UUID> onTheirWay = new HashSet<>();

    Lane(AggregateKey key, EventStore store, History history, AggregateCache cache, SnapshotTaker snapshots) {
        this.key = key;
        this.store = store;
        this.history = history;
        this.cache = cache;
        this.snapshots = snapshots;
    }

    /** Whether the calling thread is deciding on a command in some lane. */
    static boolean isDeciding() {
        return Boolean.TRUE.equals(DECIDING.get());
    }

    Executed execute(Execution execution) {
        WrongExpectedVersion conflict = null;
        boolean alone = false;
        boolean mayAssume = begins(execution);
        int attempt = 0;
        while (attempt < execution.attempts()) {
            Passenger passenger = decide(execution, alone, mayAssume);
            Answer answer = passenger.await(this::write);
            if (!(answer instanceof Answer.Again again)) {
                return passenger.executed(answer);
            }
            alone |= again.alone();
            mayAssume = false;
            if (again.conflict() != null && !passenger.isOnAssumption()) {
                conflict = again.conflict();
                attempt++;
            }
        }
        if (conflict != null && execution.expectedVersion() != null) {
            throw conflict;
        }
        throw new TooManyAttempts(execution.stream(), execution.attempts(), conflict);
    }

    /** Whether only an aggregate without events takes the command: then there is hardly ever a stream to be read. */
    private static boolean begins(Execution execution) {
        return execution.expectedVersion() == null
                && execution.aggregate().begins(execution.command().getClass());
    }

    private Passenger decide(Execution execution, boolean alone, boolean mayAssume) {
        long came = System.nanoTime();
        turn.lock();
        try {
            if (onTheirWay.contains(execution.commandId())) {
                return board(new Passenger(null, alone, assumed));
            }
            Turn decided = decideOnNewest(execution, came, mayAssume);
            Passenger passenger = new Passenger(decided, alone, assumed);
            if (!decided.writes() && !writing) {
                passenger.answer(new Answer.Stored(decided.unchanged()));
                return passenger;
            }
            return board(passenger);
        } finally {
            turn.unlock();
        }
    }

    /**
     * What no append will check, as there is none, is checked by reading what other nodes have stored since. One look does for all who came before it.
     *
     * @param came when the command came, by {@link System#nanoTime}
     * @param mayAssume whether an aggregate that is not in memory can be taken for one without events, which the append checks
     */
    private Turn decideOnNewest(Execution execution, long came, boolean mayAssume) {
        Live aggregate = newest;
        if (aggregate == null) {
            Live known = cache.find(key);
            assumed = mayAssume && !stale && known == null;
            aggregate = assumed ? Live.NONE : stale || known == null ? read(known) : known;
            snapshot = Math.max(snapshot, aggregate.snapshot());
            newest = aggregate;
        }
        Turn decided = decide(execution, aggregate);
        if (decided.writes() || writing || !assumed && hasLookedSince(came)) {
            return decided;
        }
        Live now = read(aggregate);
        newest = now;
        return now.isAt(aggregate) ? decided.on(now) : decide(execution, now);
    }

    private boolean hasLookedSince(long came) {
        return looked && lookedAt - came >= 0;
    }

    private static Turn decide(Execution execution, Live aggregate) {
        DECIDING.set(true);
        try {
            return Turn.on(aggregate, execution);
        } finally {
            // To remove it would cost more, and what stays behind on the thread holds no class of this deployment.
            DECIDING.set(false);
        }
    }

    private Live read(@Nullable Live known) {
        newest = null;
        assumed = false;
        looked = true;
        lookedAt = System.nanoTime();
        try {
            Live live = known == null ? history.read(key) : history.catchUp(key, known);
            cache.put(key, live);
            stale = false;
            return live;
        } catch (RuntimeException e) {
            cache.remove(key);
            throw e;
        }
    }

    private Passenger board(Passenger passenger) {
        Turn decided = passenger.toWrite();
        if (decided == null && waiting.isEmpty()) {
            underWay.add(passenger);
            return passenger;
        }
        waiting.add(passenger);
        if (decided != null) {
            newest = decided.after();
            UUID commandId = decided.execution().commandId();
            if (commandId != null) {
                onTheirWay.add(commandId);
            }
            if (!writing) {
                writing = true;
                passenger.lead();
            }
        }
        return passenger;
    }

    /** Writes what waits, and answers all whose answer depends on that. */
    private void write() {
        List<Turn> turns = depart();
        JointAppend.Outcome outcome = new JointAppend(turns).write(store);
        List<Passenger> arrived = new ArrayList<>();
        Passenger next = arrive(outcome, turns, arrived);
        if (next != null) {
            next.lead();
        }
        arrived.forEach(Passenger::wake);
    }

    /** Takes what is written together: all that waits, or as much as may be. */
    private List<Turn> depart() {
        turn.lock();
        try {
            List<Turn> turns = new ArrayList<>();
            int events = 0;
            boolean alone = false;
            for (Passenger next = waiting.peek(); next != null; next = waiting.peek()) {
                Turn decided = next.toWrite();
                if (decided != null) {
                    events += decided.data().size();
                    if (!turns.isEmpty() && (alone || next.isAlone() || events > MOST_EVENTS)) {
                        break;
                    }
                    alone = next.isAlone();
                    turns.add(decided);
                }
                underWay.add(waiting.remove());
            }
            return turns;
        } finally {
            turn.unlock();
        }
    }

    /**
     * Answers.
     *
     * @param turns the decisions that were written
     * @param arrived takes those who have an answer
     * @return who writes next; null when nothing waits
     */
    private @Nullable Passenger arrive(JointAppend.Outcome outcome, List<Turn> turns, List<Passenger> arrived) {
        turn.lock();
        try {
            Iterator<Answer> answers = outcome.answers().iterator();
            Answer before = null;
            for (Passenger passenger : underWay) {
                if (passenger.toWrite() != null) {
                    before = answers.next();
                    passenger.answer(before);
                } else {
                    passenger.answerAfter(outcome.isStored() ? before : null);
                }
            }
            arrived.addAll(underWay);
            turns.forEach(each -> onTheirWay.remove(each.execution().commandId()));
            underWay = new ArrayList<>();
            assumed = false;
            if (outcome.isStored()) {
                keep(turns.get(turns.size() - 1).after().at(outcome.end()));
            } else {
                waiting.forEach(passenger -> passenger.answerAfter(null));
                arrived.addAll(waiting);
                waiting.clear();
                onTheirWay.clear();
                newest = null;
                stale = true;
            }
            writing = !waiting.isEmpty();
            return waiting.peek();
        } finally {
            turn.unlock();
        }
    }

    private void keep(Live stored) {
        Live kept = snapshots.takeIfDue(key, stored.withSnapshot(snapshot));
        snapshot = kept.snapshot();
        cache.put(key, kept);
        if (waiting.isEmpty()) {
            newest = kept;
        }
    }
}
