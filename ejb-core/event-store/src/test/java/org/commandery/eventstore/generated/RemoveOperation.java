package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.List;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.DuplicateEvent;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.StreamNotFound;

/**
 * Appends to a stream that somebody may remove for good, or removes it.
 *
 * @param stream the number of the stream
 * @param events how many events; 0 to remove it
 */
record RemoveOperation(int stream, int events) implements Operation {

    @Override
    public void run(Caller caller) {
        String name = Caller.REMOVED + stream;
        if (events > 0) {
            append(caller, name);
        } else {
            remove(caller, name);
        }
    }

    private void append(Caller caller, String name) {
        History history = caller.history();
        List<EventData> given = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            given.add(caller.event());
        }
        Unit unit = history.send(List.of(Append.of(name, ExpectedVersion.ANY, given)), history.known());
        try {
            history.saw(caller.store().append(unit.appends().get(0)).position());
            unit.acknowledged();
        } catch (EventStoreUnavailable e) {
            unit.unknown();
            history.unavailable(e);
            caller.awaitStore();
        } catch (DuplicateEvent e) {
            // Its connection broke, it was stored, and it was removed before the store could find out: then all that
            // the store knows is that its
            // second attempt met the first.
            unit.unknown();
            history.unavailable(e);
        }
        unit.ended(history.tick());
    }

    private static void remove(Caller caller, String name) {
        History history = caller.history();
        Delete delete = history.delete(name, ExpectedVersion.ANY);
        try {
            caller.store().streams().hardDelete(name, ExpectedVersion.ANY, "chance wants it");
            delete.answered(true, history.tick());
            history.count("hard deletes");
        } catch (EventStoreUnavailable e) {
            history.unavailable(e);
            caller.awaitStore();
        } catch (StreamNotFound e) {
            delete.answered(false, history.tick());
        } catch (EventStoreException e) {
            throw new AssertionError("nothing speaks against the removal of " + name, e);
        }
    }
}
