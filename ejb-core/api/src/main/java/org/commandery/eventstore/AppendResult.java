package org.commandery.eventstore;

/**
 * What an append did.
 *
 * @param stream the stream's name
 * @param version the stream's version after it
 * @param position the position of the last event that it wrote; when it wrote none, that of the last event that was appended to the stream
 *     itself, 0 when there is none; {@link #UNKNOWN} inside a caller's transaction, where positions are given at the commit
 * @param events how many events and links it wrote: they have the versions from {@code version - events + 1} to {@code version}
 * @param repeated true when a command of the same id was stored before: nothing was written now, and the rest of this result is the first one's
 */
public record AppendResult(String stream, long version, long position, int events, boolean repeated) {

    /** A number that is not known: the position of events whose transaction has not been committed yet, say. */
    public static final long UNKNOWN = -1;
}
