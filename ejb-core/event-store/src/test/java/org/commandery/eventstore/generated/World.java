package org.commandery.eventstore.generated;

import java.util.List;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.conformance.Transactions;

/** A store and its surroundings, made for one run. */
interface World extends AutoCloseable {

    /** The store of a caller: that of the node it works on. */
    EventStore store(int caller);

    /** The same store, over a way to it that no fault is put into. */
    EventStore undisturbed();

    /** The transactions that stores join. */
    Transactions transactions();

    /** Keeps, in the calling thread's transaction, that a subscription has handled events. */
    void handled(int caller, String subscription, List<Long> positions);

    /** What a subscription has handled, and its checkpoint, both at the same moment. */
    Handled handledBy(String subscription);

    /** Notes, in the calling thread's transaction, what is done in it. To be called after what is done has its locks. */
    void note(int caller, List<Note> notes);

    /** All that is known of a divided subscription, all of the same moment. */
    Divided divided(String subscription);

    /** Those who read while others write. */
    List<Reader> readers(History history);

    /** Has a fault strike. */
    void strike(Fault fault, History history);

    /** Runs something while the world stays where it is: no store is closed, nothing is moved. */
    void inPlace(Runnable work);

    @Override
    void close();

    /**
     * How far a subscription is.
     *
     * @param checkpoint the last position that it has handled, as the store says; 0 when it has not begun
     * @param positions the positions that it has handled in truth, in their order
     */
    record Handled(long checkpoint, List<Long> positions) {}
}
