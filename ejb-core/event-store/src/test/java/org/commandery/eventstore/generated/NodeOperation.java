package org.commandery.eventstore.generated;

import java.util.Set;
import java.util.stream.Collectors;
import org.commandery.eventstore.Attendance;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.Segment;

/** What a node does beside its work. */
enum NodeOperation implements Operation {
    /** It says that it is alive. */
    ATTEND {
        @Override
        public void run(Caller caller) {
            Set<String> ready = caller.segments().stream().map(Segment::name).collect(Collectors.toSet());
            Leases leases = caller.history().leases();
            Leases.Begun begun = leases.begin();
            Attendance attendance =
                    caller.store().checkpoints().attend(caller.node(), ready, LeaseOperation.TIME_TO_LIVE);
            leases.attended(begun, caller.node());
            caller.history().count("attended");
            Set<String> own = attendance.nodes().get(caller.node());
            boolean late = System.nanoTime() - begun.nanos() >= LeaseOperation.TIME_TO_LIVE.toNanos() * 2 / 3;
            boolean right = (ready.equals(own) || own == null && late)
                    && attendance.checkpoints().stream()
                            .map(Checkpoint::subscription)
                            .allMatch(ready::contains);
            if (!right) {
                throw new AssertionError(
                        "%s is ready for %s, but heard %s".formatted(caller.node(), ready, attendance));
            }
        }
    },
    /** It stops in order. */
    LEAVE {
        @Override
        public void run(Caller caller) {
            caller.forget();
            caller.history().leases().leaving(caller.node());
            caller.store().checkpoints().leave(caller.node());
            caller.history().count("left");
        }
    },
    /** It is killed and started again: it knows nothing any more. */
    CRASH {
        @Override
        public void run(Caller caller) {
            caller.forget();
        }
    }
}
