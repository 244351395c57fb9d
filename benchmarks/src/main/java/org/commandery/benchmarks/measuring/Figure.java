package org.commandery.benchmarks.measuring;

/** A line of the table: something that can be measured. */
public interface Figure {

    /** Its name. */
    String id();

    /**
     * Measures it.
     *
     * @param site a database of its own
     */
    Result measure(Site site, Settings settings) throws Exception;
}
