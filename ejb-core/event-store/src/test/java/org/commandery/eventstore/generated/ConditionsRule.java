package org.commandery.eventstore.generated;

import java.util.List;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendCondition;
import org.commandery.eventstore.RecordedEvent;

/** Nothing that an append's condition excludes stands between what its caller knew and the append itself. */
final class ConditionsRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        for (Unit unit : history.units()) {
            if (unit.isStored(log, history)) {
                for (Append append : unit.appends()) {
                    AppendCondition condition = append.condition();
                    if (condition != null) {
                        require(log, append, condition, first(log, unit.isGroup() ? unit.appends() : List.of(append)));
                    }
                }
            }
        }
    }

    private static long first(Log log, List<Append> appends) {
        return appends.stream()
                .flatMap(append -> append.events().stream())
                .mapToLong(event -> log.find(event.eventId()).orElseThrow().position())
                .min()
                .orElseThrow();
    }

    private static void require(Log log, Append append, AppendCondition condition, long before) {
        for (RecordedEvent event : log.after(condition.afterPosition())) {
            if (event.position() < before && condition.query().matches(event)) {
                throw new AssertionError("%s is stored at %d, after %s".formatted(append, before, event));
            }
        }
    }
}
