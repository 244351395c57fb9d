package org.commandery.eventstore.memory;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.internal.JoinedAppends;
import org.commandery.eventstore.internal.Refusals;

/** A transaction on the memory: it is the only writer from its first event or delete to its end. */
final class MemoryUnit implements JoinedAppends.Unit {

    private final Memory memory;
    private final Runnable committed;
    private boolean writing;

    MemoryUnit(Memory memory, Runnable committed) {
        this.memory = memory;
        this.committed = committed;
    }

    @Override
    public long version(String stream) {
        return writing ? memory.version(stream) : memory.publishedVersion(stream);
    }

    @Override
    public Optional<AppendResult> findCommand(UUID commandId) {
        return memory.findCommand(commandId);
    }

    @Override
    public void write(List<List<Append>> groups) {
        groups.forEach(group -> Refusals.requireFirst(group, writeGroup(group)));
    }

    List<AppendResult> writeGroup(List<Append> group) {
        startWriting();
        return memory.write(group);
    }

    /** @return the version of the stream at its end */
    long softDelete(String stream, ExpectedVersion expected) {
        startWriting();
        return memory.softDelete(stream, expected);
    }

    /** @return the version of the stream at its end */
    long hardDelete(String stream, ExpectedVersion expected) {
        startWriting();
        return memory.hardDelete(stream, expected);
    }

    private void startWriting() {
        if (!writing) {
            memory.startWriting();
            writing = true;
        }
    }

    @Override
    public void completed(boolean wasCommitted) {
        if (!writing) {
            return;
        }
        writing = false;
        memory.stopWriting(wasCommitted);
        if (wasCommitted) {
            committed.run();
        }
    }
}
