package org.commandery.benchmarks;

/** Something that can be done again and again, by several threads. */
interface Workload extends AutoCloseable {

    /** Work for one thread, with what only this thread uses. */
    interface Worker extends AutoCloseable {

        /** Does it once. */
        void once() throws Exception;

        @Override
        void close() throws Exception;
    }

    /** Makes the work of another thread. */
    Worker worker() throws Exception;

    @Override
    void close();
}
