package org.commandery.eventstore.generated;

import java.util.List;

/** All that must hold when a run is over. */
final class Rules {

    private static final List<Rule> ALL = List.of(
            new OrderRule(),
            new UnitsRule(),
            new CommandsRule(),
            new ConditionsRule(),
            new KeysRule(),
            new LinksRule(),
            new DeletesRule(),
            new ReadersRule(),
            new HandledRule(),
            new LeasesRule(),
            new PausesRule(),
            new SegmentsRule(),
            new AnswersRule());

    private Rules() {}

    /** @throws AssertionError when one of them does not hold */
    static void check(World world, History history) {
        Log log = Log.of(world.undisturbed());
        ALL.forEach(rule -> rule.check(world, log, history));
    }
}
