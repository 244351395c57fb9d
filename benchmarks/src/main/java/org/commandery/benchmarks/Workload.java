package org.commandery.benchmarks;

import java.sql.SQLException;

/** Something that can be done again and again, by several threads. */
interface Workload extends AutoCloseable {

    /** Work for one thread, with what only this thread uses. */
    interface Worker extends AutoCloseable {

        /** Does it once. */
        void once() throws SQLException;

        @Override
        void close() throws SQLException;
    }

    /** Makes the work of another thread. */
    Worker worker() throws SQLException;

    @Override
    void close();
}
