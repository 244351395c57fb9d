package org.commandery.shop.inventory.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reservation of an order: asks for the stock of each product, waits for all answers, and says whether the order has what it needs. Its commands
 * follow from events, which may come twice and in any order: one that comes too late or again changes nothing.
 *
 * @param status where it stands
 * @param lines each product that the order needs, and what its stock has answered
 */
public record Reservation(ReservationStatus status, Map<String, Answer> lines) {

    /** What the stock of a product has answered. */
    public enum Answer {

        /** Nothing yet. */
        NONE,

        /** The order has what it needs of it. */
        RESERVED,

        /** There was not enough. */
        SHORT
    }

    public Reservation {
        lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    }

    static Reservation initial() {
        return new Reservation(ReservationStatus.NEW, Map.of());
    }

    Optional<ReservationOpened> execute(OpenReservation command) {
        return status == ReservationStatus.NEW
                ? Optional.of(new ReservationOpened(command.orderId(), oneLineAProduct(command.lines())))
                : Optional.empty();
    }

    List<ReservationEvent> execute(MarkLineReserved command) {
        return answered(new LineReserved(command.orderId(), command.product()), command.product(), Answer.RESERVED);
    }

    List<ReservationEvent> execute(MarkLineShort command) {
        return answered(new LineShort(command.orderId(), command.product()), command.product(), Answer.SHORT);
    }

    Optional<ReservationCancelled> execute(CancelReservation command) {
        return switch (status) {
            case NEW, OPEN, COMPLETED ->
                Optional.of(new ReservationCancelled(command.orderId(), products(Answer.NONE, Answer.RESERVED)));
            case FAILED, CANCELLED -> Optional.empty();
        };
    }

    Reservation apply(ReservationOpened event) {
        Map<String, Answer> lines = new LinkedHashMap<>();
        event.lines().forEach(line -> lines.put(line.product(), Answer.NONE));
        return new Reservation(ReservationStatus.OPEN, lines);
    }

    Reservation apply(LineReserved event) {
        return with(event.product(), Answer.RESERVED);
    }

    Reservation apply(LineShort event) {
        return with(event.product(), Answer.SHORT);
    }

    Reservation apply(ReservationCompleted event) {
        return new Reservation(ReservationStatus.COMPLETED, lines);
    }

    Reservation apply(ReservationFailed event) {
        return new Reservation(ReservationStatus.FAILED, lines);
    }

    Reservation apply(ReservationCancelled event) {
        return new Reservation(ReservationStatus.CANCELLED, lines);
    }

    private List<ReservationEvent> answered(ReservationEvent answer, String product, Answer given) {
        if (status != ReservationStatus.OPEN || lines.get(product) != Answer.NONE) {
            return List.of();
        }
        Reservation next = with(product, given);
        return next.lines.containsValue(Answer.NONE)
                ? List.of(answer)
                : List.of(answer, next.outcome(answer.orderId()));
    }

    private ReservationEvent outcome(String orderId) {
        List<String> shortOf = products(Answer.SHORT);
        return shortOf.isEmpty()
                ? new ReservationCompleted(orderId)
                : new ReservationFailed(orderId, reason(shortOf), products(Answer.RESERVED));
    }

    /** One product is named, so that the reason stays short however many there are. */
    private static String reason(List<String> shortOf) {
        String first = "not enough '%s' in stock".formatted(shortOf.get(0));
        int others = shortOf.size() - 1;
        return others == 0 ? first : "%s, nor of %d more".formatted(first, others);
    }

    private List<String> products(Answer... answers) {
        return lines.entrySet().stream()
                .filter(line -> List.of(answers).contains(line.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Reservation with(String product, Answer answer) {
        Map<String, Answer> changed = new LinkedHashMap<>(lines);
        changed.put(product, answer);
        return new Reservation(status, changed);
    }

    /** An order may name a product in two lines; its stock is asked once. */
    private static List<Line> oneLineAProduct(List<Line> lines) {
        Map<String, Long> quantities = new LinkedHashMap<>();
        lines.forEach(line -> quantities.merge(line.product(), line.quantity(), Math::addExact));
        return quantities.entrySet().stream()
                .map(line -> new Line(line.getKey(), line.getValue()))
                .toList();
    }
}
