package org.commandery.shop.ordering;

import java.util.List;
import java.util.Optional;
import org.commandery.application.ExecutionResult;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.readmodel.OrderSummary;

/** What ordering does for callers in the same server. */
public interface Ordering {

    /**
     * Places an order. Whether it is confirmed turns out later, when its stock is reserved and its payment taken.
     *
     * @param orderId the order's identity, chosen by the caller; no order may have it yet
     * @param lines what is ordered, at least one
     * @return what came of it, once it is stored
     * @throws org.commandery.application.CommandRejected when there is an order of this identity
     * @throws jakarta.validation.ConstraintViolationException when the identity or a line cannot be
     * @throws org.commandery.eventstore.EventStoreUnavailable when the event store cannot be reached
     */
    ExecutionResult place(String orderId, List<Line> lines);

    /**
     * Cancels an order that is not confirmed yet. Its stock is released and its payment given back soon after.
     *
     * @param reason why, for people to read; not blank, at most 500 characters
     * @return what came of it, once it is stored
     * @throws org.commandery.application.CommandRejected when there is no such order, or it is confirmed or cancelled
     * @throws jakarta.validation.ConstraintViolationException when the reason cannot be
     * @throws org.commandery.eventstore.EventStoreUnavailable when the event store cannot be reached
     */
    ExecutionResult cancel(String orderId, String reason);

    /**
     * An order with its lines as the read model shows it, which may be a moment behind.
     *
     * @return empty when there is none
     */
    Optional<OrderSummary> order(String orderId);
}
