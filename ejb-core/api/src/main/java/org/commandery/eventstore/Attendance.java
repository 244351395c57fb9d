package org.commandery.eventstore;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a node hears of the others that work on a store's subscriptions.
 *
 * @param nodes which segments each living node is ready to work on, by the node's name; the asking one is among them, unless its own time was over before the answer came. Segments go by {@link
 *     Segment#name()}
 * @param checkpoints the checkpoints of the segments that the asking node is ready for, those that exist
 * @param retries the subscriptions with dead letters that somebody wants to be delivered again
 */
public record Attendance(
        Map<String, Set<String>> nodes, List<Checkpoints.Checkpoint> checkpoints, Set<String> retries) {

    public Attendance {
        nodes = Map.copyOf(nodes);
        checkpoints = List.copyOf(checkpoints);
        retries = Set.copyOf(retries);
    }
}
