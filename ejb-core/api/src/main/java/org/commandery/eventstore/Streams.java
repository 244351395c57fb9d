package org.commandery.eventstore;

import java.util.List;

/**
 * The streams of a store: what there is, and how they end. Inside a JTA transaction a delete joins it, and other appends and deletes of the
 * store wait from the delete to the transaction's end: delete last, and commit soon. A stream that the transaction has appended to is deleted
 * in another one.
 */
public interface Streams {

    /** By what streams are sorted. Equal ones are sorted by name. */
    enum SortBy {
        /** The name. */
        STREAM,
        /** How many events and links the stream has had. */
        VERSION,
        /** When its first event was stored. */
        CREATED_AT,
        /** When it was soft-deleted; those that were not come last. */
        DELETED_AT
    }

    /**
     * A page of streams that is asked for.
     *
     * @param page which page, 1 for the first
     * @param size how many streams a page has, 1 to 1,000
     * @param search only streams whose name contains this; empty for all
     * @param sortBy what they are sorted by
     * @param ascending false for the greatest first
     */
    record PageRequest(int page, int size, String search, SortBy sortBy, boolean ascending) {

        /** The first fifty streams by name. */
        public static final PageRequest FIRST = new PageRequest(1, 50, "", SortBy.STREAM, true);

        /** @throws IllegalArgumentException when the page is below 1, the size is not from 1 to 1,000, or the search holds a NUL */
        public PageRequest {
            if (page < 1) {
                throw new IllegalArgumentException("the first page is 1: " + page);
            }
            if (size < 1 || size > 1_000) {
                throw new IllegalArgumentException("a page has 1 to 1,000 streams: " + size);
            }
            if (search.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("no stream's name holds a NUL character");
            }
        }
    }

    /**
     * A page of streams.
     *
     * @param streams the streams in the order asked for
     * @param total how many streams there are on all pages
     * @param pages how many pages there are, 1 or more
     */
    record Page(List<StreamInfo> streams, long total, long pages) {

        public Page {
            streams = List.copyOf(streams);
        }

        /**
         * A page of as many streams as were asked for, or fewer.
         *
         * @param total how many streams there are on all pages
         * @param size how many streams a page has
         */
        public static Page of(List<StreamInfo> streams, long total, int size) {
            return new Page(streams, total, Math.max(1, (total + size - 1) / size));
        }
    }

    /**
     * What is known of a stream, soft-deleted or not.
     *
     * @param stream its name, or {@value EventStore#ALL}
     * @throws StreamNotFound when there is no such stream
     */
    StreamInfo info(String stream);

    /** A page of all streams, soft-deleted ones and {@value EventStore#ALL} included. */
    Page list(PageRequest request);

    /**
     * Soft-deletes a stream: it cannot be read or appended to any more, and its name stays taken. Its events stay in the global order, in
     * queries, and in the streams that link them; the keys that it held are free. This cannot be undone.
     *
     * @throws StreamNotFound when there is no such stream
     * @throws StreamDeleted when it was soft-deleted before
     * @throws WrongExpectedVersion when the stream is at another version
     * @throws ReservedStream when the stream is {@value EventStore#ALL}
     */
    void softDelete(String stream, ExpectedVersion expected);

    /**
     * Removes a stream, soft-deleted or not, with all its events for good, and the links to them in other streams. Its name is free again. No
     * position or version is given a second time: other streams keep theirs, and the global order has gaps from then on. What was removed,
     * when and why is kept. The events that this stream only links stay.
     *
     * @param reason why, for the record
     * @throws HardDeletesDisabled when the store was opened without hard deletes
     * @throws StreamNotFound when there is no such stream
     * @throws WrongExpectedVersion when the stream is at another version
     * @throws ReservedStream when the stream is {@value EventStore#ALL}
     */
    void hardDelete(String stream, ExpectedVersion expected, String reason);
}
