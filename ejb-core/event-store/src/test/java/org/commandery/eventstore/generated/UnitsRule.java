package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.RecordedEvent;

/**
 * What was acknowledged is stored, what was refused is not, and what nobody knows of is stored wholly or not at all. It stands together,
 * after all that was known when it was sent, and no reader ever saw a part of it.
 */
final class UnitsRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        for (RecordedEvent event : log.events()) {
            Unit owner = history.owner(event.eventId());
            if (owner == null || !owner.mayBeStored()) {
                throw new AssertionError("%s is stored, but is of %s".formatted(event, owner));
            }
        }
        for (Unit unit : history.units()) {
            List<UUID> own = unit.eventIds().stream()
                    .filter(id -> history.owner(id) == unit)
                    .toList();
            long stored = own.stream().filter(id -> log.find(id).isPresent()).count();
            assertThat(stored)
                    .as("how many events of %s are stored", unit)
                    .isIn(
                            unit.mustBeStored() && !DeletesRule.isRemovable(unit)
                                    ? List.of((long) own.size())
                                    : List.of(0L, (long) own.size()));
            if (stored > 0) {
                requireTogether(log, history, unit);
            }
        }
    }

    private static void requireTogether(Log log, History history, Unit unit) {
        List<RecordedEvent> stored = new ArrayList<>();
        for (Append append : unit.appends()) {
            if (!append.events().isEmpty()) {
                stored.addAll(Answers.stored(log, append));
            }
        }
        long first = stored.stream().mapToLong(RecordedEvent::position).min().orElseThrow();
        long last = stored.stream().mapToLong(RecordedEvent::position).max().orElseThrow();
        assertThat(last - first + 1).as("the events of %s stand together", unit).isEqualTo(stored.size());
        assertThat(first)
                .as("the first position of %s, which was sent when %d was known", unit, unit.known())
                .isGreaterThan(unit.known());
        assertThat(history.ends().subSet(first, last))
                .as("ends of the store, seen by readers, within %s", unit)
                .isEmpty();
    }
}
