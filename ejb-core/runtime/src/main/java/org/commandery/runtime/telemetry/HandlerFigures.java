package org.commandery.runtime.telemetry;

import java.util.EnumMap;
import java.util.Map;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.RebuildStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.SegmentStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.State;

/**
 * How a handler stands, with those of all tenants together. What is not known is {@link Double#NaN}.
 *
 * @param lag how many events of the store it has yet to handle or to pass over, for the tenant where it is furthest behind
 * @param age how many seconds ago the oldest event was stored that it has yet to handle, for the same or another tenant; 0 when there is none
 * @param deadLetters how many events it has put aside
 * @param segments how many of its segments are in a state, as this node sees them
 * @param rebuilds how many rebuilds of its tables this node works on
 * @param rebuildLag how many events of the store such a rebuild has yet to handle, for the tenant where it is furthest behind; 0 when there is none
 */
record HandlerFigures(
        double lag, double age, double deadLetters, Map<State, Integer> segments, int rebuilds, double rebuildLag) {

    /** Nobody has looked yet. */
    static final HandlerFigures UNKNOWN = new HandlerFigures(Double.NaN, Double.NaN, Double.NaN, Map.of(), 0, 0);

    static HandlerFigures of(SubscriptionStatus status, double age, double deadLetters) {
        Map<State, Integer> segments = new EnumMap<>(State.class);
        for (SegmentStatus segment : status.segments()) {
            segments.merge(segment.state(), 1, Integer::sum);
        }
        RebuildStatus rebuild = status.rebuild();
        return new HandlerFigures(
                status.lag(),
                age,
                deadLetters,
                segments,
                rebuild == null ? 0 : 1,
                rebuild == null ? 0 : rebuild.goal() - rebuild.position());
    }

    /** The same handler with the events of one more tenant. */
    HandlerFigures and(HandlerFigures other) {
        Map<State, Integer> sum = new EnumMap<>(State.class);
        sum.putAll(segments);
        other.segments.forEach((state, count) -> sum.merge(state, count, Integer::sum));
        return new HandlerFigures(
                isUnknown(lag, other.lag) ? known(lag, other.lag) : Math.max(lag, other.lag),
                isUnknown(age, other.age) ? known(age, other.age) : Math.max(age, other.age),
                isUnknown(deadLetters, other.deadLetters)
                        ? known(deadLetters, other.deadLetters)
                        : deadLetters + other.deadLetters,
                sum,
                rebuilds + other.rebuilds,
                Math.max(rebuildLag, other.rebuildLag));
    }

    private static boolean isUnknown(double one, double other) {
        return Double.isNaN(one) || Double.isNaN(other);
    }

    private static double known(double one, double other) {
        return Double.isNaN(one) ? other : one;
    }

    int segments(State state) {
        return segments.getOrDefault(state, 0);
    }
}
