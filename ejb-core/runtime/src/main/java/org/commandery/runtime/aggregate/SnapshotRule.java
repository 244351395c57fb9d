package org.commandery.runtime.aggregate;

import org.commandery.DefinitionException;
import org.commandery.aggregate.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * When an aggregate's state is kept.
 *
 * @param every after how many events
 * @param version which form the state has
 */
record SnapshotRule(int every, int version) {

    /**
     * What an aggregate's class says of it; null when it is to have no snapshots.
     *
     * @throws DefinitionException when that makes no sense
     */
    static @Nullable SnapshotRule of(Class<?> aggregate) {
        Snapshot declared = aggregate.getAnnotation(Snapshot.class);
        if (declared == null || declared.every() == 0) {
            return null;
        }
        if (declared.every() < 0 || declared.version() < 1) {
            throw new DefinitionException(
                    "%s has @Snapshot(every = %d, version = %d): neither may be below 0, a version begins with 1"
                            .formatted(aggregate.getName(), declared.every(), declared.version()));
        }
        return new SnapshotRule(declared.every(), declared.version());
    }

    boolean isDue(Live live) {
        return live.version() - live.snapshot() >= every;
    }
}
