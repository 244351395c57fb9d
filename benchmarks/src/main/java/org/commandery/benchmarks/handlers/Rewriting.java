package org.commandery.benchmarks.handlers;

import org.commandery.benchmarks.measuring.Site;

/** Connections that send a batch of inserts as few statements of many rows, as the shipped datasources do. */
final class Rewriting {

    private Rewriting() {}

    static String url(Site site) {
        return site.jdbcUrl() + "&reWriteBatchedInserts=true";
    }
}
