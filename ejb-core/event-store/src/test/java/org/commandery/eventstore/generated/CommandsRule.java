package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.RecordedEvent;

/** A command is executed once, however often it is sent, and every answer to it is the first one. */
final class CommandsRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        history.commands().values().forEach(command -> check(world, log, command));
    }

    private static void check(World world, Log log, History.Command command) {
        List<Append> stored = command.sent().stream()
                .filter(append -> !append.events().isEmpty() && isStored(log, append))
                .distinct()
                .toList();
        assertThat(stored).as("what is stored of command %s", command.id()).hasSizeLessThanOrEqualTo(1);

        Optional<AppendResult> found = world.undisturbed().findCommand(command.id());
        List<AppendResult> answers =
                command.answers().stream().map(CommandsRule::first).distinct().toList();
        assertThat(answers).as("different answers to %s", command).hasSizeLessThanOrEqualTo(1);
        assertThat(command.answers().stream().filter(answer -> !answer.repeated()))
                .as("answers to the command's first execution: %s", command)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(found.map(CommandsRule::first).map(List::of).orElse(List.of()))
                .as("what the store knows of %s", command)
                .containsAll(answers);
        for (Append append : stored) {
            List<RecordedEvent> events = Answers.stored(log, append);
            RecordedEvent last = events.get(events.size() - 1);
            assertThat(found.map(CommandsRule::first))
                    .as("what the store knows of %s", append)
                    .contains(new AppendResult(
                            last.stream(),
                            last.version() + append.links().size(),
                            last.position(),
                            events.size() + append.links().size(),
                            false));
        }
    }

    private static boolean isStored(Log log, Append append) {
        // The first id may be another append's, which is why this one was refused.
        return log.find(append.events().get(0).eventId())
                .filter(event -> event.data().equals(append.events().get(0).data()))
                .isPresent();
    }

    private static AppendResult first(AppendResult answer) {
        return new AppendResult(answer.stream(), answer.version(), answer.position(), answer.events(), false);
    }
}
