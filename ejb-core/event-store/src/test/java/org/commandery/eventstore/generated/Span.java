package org.commandery.eventstore.generated;

/**
 * Between what was known to be stored when a caller asked, and what was stored when it had its answer: somewhere here the answer must be right.
 *
 * @param from the last position that anybody knew to be stored at the beginning
 * @param to the last position at the end
 */
record Span(long from, long to) {

    boolean contains(long position) {
        return from <= position && position <= to;
    }

    /** Whether a stream was at this version at some moment of it. */
    boolean hadVersion(Log log, String stream, long version) {
        return log.versionAt(stream, from) <= version && version <= log.versionAt(stream, to);
    }
}
