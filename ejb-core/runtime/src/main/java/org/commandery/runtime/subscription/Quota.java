package org.commandery.runtime.subscription;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** How the segments of a subscription are spread over the nodes that are ready for it: evenly, and each node comes to the same result. */
final class Quota {

    private Quota() {}

    /**
     * How many segments a node is to have. Over all nodes that makes exactly the segments there are.
     *
     * @param subscription the subscription's name: where one node must have more than another, it is not the same one for each subscription
     * @param segments how many segments there are
     * @param node the node
     * @param nodes all nodes that are ready for the subscription, that one among them
     */
    static int of(String subscription, int segments, String node, Collection<String> nodes) {
        List<String> ordered = List.copyOf(new TreeSet<>(nodes));
        int place = Math.floorMod(ordered.indexOf(node) - subscription.hashCode(), ordered.size());
        return segments / ordered.size() + (place < segments % ordered.size() ? 1 : 0);
    }
}
