package org.commandery.eventstore.generated;

/** Whatever a caller was told was right at some moment between its question and its answer. */
final class AnswersRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        history.checks().forEach(check -> check.against(log));
    }
}
