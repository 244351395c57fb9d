package org.commandery.eventstore.generated;

import org.commandery.eventstore.generated.Interventions.Intervention;
import org.commandery.eventstore.generated.Interventions.Kind;
import org.commandery.eventstore.generated.Leases.Use;

/** When a pause has returned, no work on the subscription is committed any more until somebody ends it. */
final class PausesRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        for (Intervention pause : history.interventions().all()) {
            if (pause.kind() == Kind.PAUSE && pause.isKnown()) {
                history.leases().advances().stream()
                        .filter(pause::isOf)
                        .filter(advance -> pause.end() < advance.begun().tick())
                        .forEach(advance -> requireResumed(history, pause, advance));
            }
        }
    }

    private static void requireResumed(History history, Intervention pause, Use advance) {
        boolean resumed = history.interventions().all().stream()
                .anyMatch(each -> each.kind() == Kind.RESUME
                        && each.isOf(advance)
                        && each.begin() < advance.endTick()
                        && each.end() > pause.begin());
        if (!resumed) {
            throw new AssertionError("%s was followed by %s, although nobody resumed it".formatted(pause, advance));
        }
    }
}
