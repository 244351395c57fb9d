package org.commandery.eventstore;

/**
 * What must hold for an append to be written: no event that matches the query was stored after a position. The position is that up to which
 * the caller had read the same query before it decided, so two decisions on overlapping facts cannot both be written, while those on others
 * do not disturb each other.
 *
 * @param query the events that the decision rests on
 * @param afterPosition the position up to which the caller knew them: {@link EventPage#reached}; 0 when it knew none
 * @see <a href="https://dcb.events/specification/">Dynamic Consistency Boundary, specification</a>
 */
public record AppendCondition(EventQuery query, long afterPosition) {

    /** @throws IllegalArgumentException when the position is negative */
    public AppendCondition {
        if (afterPosition < 0) {
            throw new IllegalArgumentException("a position is not below 0: " + afterPosition);
        }
    }
}
