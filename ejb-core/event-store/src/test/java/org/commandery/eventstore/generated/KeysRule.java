package org.commandery.eventstore.generated;

/** A unique key is never held by two streams. */
final class KeysRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        Keys.of(log, history);
    }
}
