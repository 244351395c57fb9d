package org.commandery.eventstore.generated;

import java.util.Optional;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;

/** Asks what a command did that was sent before. */
record FindCommandOperation(int number) implements Operation {

    @Override
    public void run(Caller caller) {
        Optional<Append> former = caller.history().formerCommand(number);
        if (former.isEmpty()) {
            return;
        }
        History.Command command = caller.history().commands().get(former.get().commandId());
        boolean answered = !command.answers().isEmpty();
        Optional<AppendResult> found = caller.store().findCommand(command.id());
        if (found.isEmpty() && answered) {
            throw new AssertionError("command %s is forgotten".formatted(command));
        }
        found.ifPresent(result -> {
            if (!result.repeated()) {
                throw new AssertionError("a command that is found is one that was stored before: " + result);
            }
            command.answers().add(result);
        });
    }
}
