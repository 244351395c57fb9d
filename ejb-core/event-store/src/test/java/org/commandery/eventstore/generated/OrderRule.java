package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;

/** Positions and versions have no gaps, whichever way they are read. */
final class OrderRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        List<RecordedEvent> events = log.events();
        long last = 0;
        for (RecordedEvent event : events) {
            if (history.gaps() ? event.position() <= last : event.position() != last + 1) {
                throw new AssertionError("after position %d came %s".formatted(last, event));
            }
            last = event.position();
        }
        assertThat(world.undisturbed().head()).isGreaterThanOrEqualTo(last);
        if (!history.gaps()) {
            assertThat(world.undisturbed().head()).isEqualTo(last);
        }
        if (!events.isEmpty()) {
            assertThat(turned(world.undisturbed().readAllBackward(Long.MAX_VALUE, events.size())))
                    .isEqualTo(events);
        }
        log.streams().forEach((stream, own) -> {
            if (!stream.startsWith(LinkOperation.LINKED)) {
                requireVersions(stream, own);
            }
            if (history.deletes().stream().noneMatch(delete -> delete.stream().equals(stream) && delete.mayBeDone())) {
                requireRead(world.undisturbed(), stream, own);
            }
        });
    }

    private static void requireVersions(String stream, List<RecordedEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).version() != i + 1) {
                throw new AssertionError(
                        "version %d of %s was to come, and there is %s".formatted(i + 1, stream, events.get(i)));
            }
        }
    }

    private static void requireRead(EventStore store, String stream, List<RecordedEvent> own) {
        List<RecordedEvent> forward = store.readForward(stream, 1, Integer.MAX_VALUE);
        assertThat(forward.stream().filter(event -> event.link() == null)).isEqualTo(own);
        assertThat(turned(store.readBackward(stream, Long.MAX_VALUE, Integer.MAX_VALUE)))
                .isEqualTo(forward);
    }

    private static List<RecordedEvent> turned(List<RecordedEvent> events) {
        List<RecordedEvent> turned = new ArrayList<>(events);
        Collections.reverse(turned);
        return turned;
    }
}
