package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventStoreException;

/** Sends several appends at once, so that they meet in one batch. */
record BurstOperation(List<AppendOperation> appends) implements Operation {

    @Override
    public void run(Caller caller) {
        List<Runnable> answers = new ArrayList<>();
        for (AppendOperation each : appends) {
            Append append = each.append(caller);
            Caller.Sent sent = caller.send(append);
            CompletableFuture<AppendResult> answer =
                    caller.store().appendAsync(append).toCompletableFuture();
            answers.add(() -> caller.await(sent, () -> result(answer)));
        }
        answers.forEach(Runnable::run);
    }

    private static AppendResult result(CompletableFuture<AppendResult> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof EventStoreException refusal ? refusal : e;
        }
    }
}
