package org.commandery.eventstore;

import java.util.List;

/**
 * How a subscription is divided into segments, and how far it had been handled under former divisions. When the number of segments changes, each new
 * segment begins at the earliest of the old checkpoints, and passes over what an old segment had handled beyond that. A move makes an end of that, and so may
 * another division: a node asks anew after each claim; what it hears then holds as long as it has the lease.
 *
 * @param segments the segments
 * @param former the checkpoints of each former division that still matters, in the order of its segments' numbers
 */
public record Division(List<Segment> segments, List<List<Long>> former) {

    public Division {
        segments = List.copyOf(segments);
        former = former.stream().map(List::copyOf).toList();
    }

    /**
     * Whether an event was handled under a former division.
     *
     * @param position the event's
     * @param key the event's
     */
    public boolean isHandled(long position, String key) {
        return former.stream()
                .anyMatch(positions -> position <= positions.get(Segment.numberOf(key, positions.size())));
    }
}
