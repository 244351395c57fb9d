package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.StreamDeleted;

/**
 * Nothing comes into a stream after its soft delete, which nobody does twice, and its events stay in the order of all. What was removed for good is
 * gone, and nothing else is.
 */
final class DeletesRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        List<Delete> done = history.deletes().stream().filter(Delete::isDone).toList();
        for (Delete delete : done) {
            if (delete.stream().startsWith(CloseOperation.CLOSED)) {
                requireClosed(world, log, delete, done);
            }
        }
        for (Unit unit : history.units()) {
            if (unit.mustBeStored() && isRemovable(unit)) {
                requireRemoved(log, history, unit);
            }
        }
    }

    private static void requireClosed(World world, Log log, Delete delete, List<Delete> done) {
        require(
                done.stream()
                                .filter(other -> other.stream().equals(delete.stream()))
                                .count()
                        == 1,
                delete,
                "was done twice");
        require(
                delete.expected().accepts(log.versionAt(delete.stream(), log.head())),
                delete,
                "was followed by an append, or was done at the wrong version");
        assertThatExceptionOfType(StreamDeleted.class)
                .isThrownBy(() -> world.undisturbed().readForward(delete.stream(), 1, 1));
        EventData late = Payloads.event(1);
        assertThatExceptionOfType(StreamDeleted.class)
                .isThrownBy(() ->
                        world.undisturbed().append(Append.of(delete.stream(), ExpectedVersion.ANY, List.of(late))));
    }

    static boolean isRemovable(Unit unit) {
        return unit.appends().stream().anyMatch(append -> append.stream().startsWith(Caller.REMOVED));
    }

    private static void requireRemoved(Log log, History history, Unit unit) {
        String stream = unit.appends().get(0).stream();
        List<Delete> deletes = history.deletes().stream()
                .filter(delete -> delete.stream().equals(stream))
                .toList();
        if (unit.isStored(log, history)) {
            deletes.forEach(
                    delete -> require(!delete.isDone() || delete.begin() < unit.end(), delete, "has left " + unit));
        } else if (deletes.stream().noneMatch(delete -> delete.mayBeDone() && delete.end() > unit.begin())) {
            throw new AssertionError("nobody has removed %s, but it is not there".formatted(unit));
        }
    }

    private static void require(boolean right, Delete delete, String otherwise) {
        if (!right) {
            throw new AssertionError("the %s %s".formatted(delete, otherwise));
        }
    }
}
