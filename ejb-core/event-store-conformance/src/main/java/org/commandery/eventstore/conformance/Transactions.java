package org.commandery.eventstore.conformance;

/** JTA transactions on the calling thread. */
public interface Transactions {

    /** Begins a transaction. */
    void begin();

    /**
     * Commits it.
     *
     * @throws RuntimeException when it was rolled back instead; what refused the commit is among its causes or those suppressed
     */
    void commit();

    /** Rolls it back. */
    void rollback();

    /** Marks it, so that it can only be rolled back. */
    void setRollbackOnly();
}
