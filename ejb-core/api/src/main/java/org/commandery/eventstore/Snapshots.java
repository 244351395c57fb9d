package org.commandery.eventstore;

import java.util.Optional;

/** States of aggregates at a version, kept so that not all events need to be read again. They can be dropped at any time. */
public interface Snapshots {

    /** The snapshot of a stream; empty when there is none. */
    Optional<Snapshot> find(String stream);

    /** Keeps a snapshot, instead of the one that the stream had. An older version does not replace a newer one. */
    void record(Snapshot snapshot);

    /** Drops the snapshot of a stream, if there is one. */
    void delete(String stream);
}
