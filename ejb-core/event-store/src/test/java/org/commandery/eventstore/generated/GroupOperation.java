package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commandery.eventstore.Append;

/** Appends to several streams, all or nothing. Of the appends that are given, it takes those that may stand together. */
record GroupOperation(List<AppendOperation> appends) implements Operation {

    @Override
    public void run(Caller caller) {
        caller.appendAll(together(caller));
    }

    private List<Append> together(Caller caller) {
        List<Append> group = new ArrayList<>();
        Set<String> streams = new HashSet<>();
        boolean command = false;
        for (AppendOperation each : appends) {
            Append append = each.append(caller);
            if (append.commandId() != null && command) {
                append = append.withCommandId(null);
            }
            if (streams.add(append.stream())) {
                command |= append.commandId() != null;
                group.add(append);
            }
        }
        return group;
    }
}
