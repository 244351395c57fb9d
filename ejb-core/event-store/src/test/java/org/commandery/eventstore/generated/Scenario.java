package org.commandery.eventstore.generated;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All that chance decides in a run; what it does not decide is how the threads meet.
 *
 * @param seed the same seed makes the same scenario
 * @param callers what each caller does, again and again as long as faults strike
 * @param faults what strikes them, one list after the other; the lists at the same time
 */
record Scenario(long seed, List<List<Operation>> callers, List<List<Fault>> faults) {

    Scenario withSeed(long seed) {
        return new Scenario(seed, callers, faults);
    }

    /** Whether the store has to be there all the time. */
    boolean undisturbed() {
        return faults.stream().allMatch(List::isEmpty);
    }

    /** Whether streams are removed for good. */
    boolean removes() {
        return callers.stream().flatMap(List::stream).anyMatch(RemoveOperation.class::isInstance);
    }

    @Override
    public String toString() {
        return "scenario of seed %d%n  callers%n%s%n  faults%n%s".formatted(seed, lines(callers), lines(faults));
    }

    private static String lines(List<? extends List<?>> lists) {
        return lists.stream()
                .map(list -> list.stream().map(Object::toString).collect(Collectors.joining("\n      ", "    - ", "")))
                .collect(Collectors.joining("\n"));
    }
}
