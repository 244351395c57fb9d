package org.commandery.benchmarks.measuring;

import java.sql.SQLException;

/** Something that can be done again and again, by several threads. */
public interface Workload extends AutoCloseable {

    /** Work for one thread, with what only this thread uses. */
    interface Worker extends AutoCloseable {

        /**
         * Does it once.
         *
         * @return how much was done, in what the figure counts: events, say
         */
        long once() throws Exception;

        @Override
        default void close() throws SQLException {}
    }

    /** Makes the work of another thread. */
    Worker worker() throws Exception;

    @Override
    default void close() {}
}
