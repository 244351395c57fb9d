package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.commandery.eventstore.RecordedEvent;

/** Positions and versions have no gaps, whichever way they are read. */
final class OrderRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        List<RecordedEvent> events = log.events();
        for (int i = 0; i < events.size(); i++) {
            requireNext("position", i + 1L, events.get(i).position(), events.get(i));
        }
        assertThat(world.undisturbed().head()).isEqualTo(log.head());
        if (!events.isEmpty()) {
            assertThat(turned(world.undisturbed().readAllBackward(Long.MAX_VALUE, events.size())))
                    .isEqualTo(events);
        }
        log.streams().forEach((stream, own) -> {
            for (int i = 0; i < own.size(); i++) {
                requireNext("version", i + 1L, own.get(i).version(), own.get(i));
            }
            assertThat(world.undisturbed().readForward(stream, 1, own.size() + 1))
                    .isEqualTo(own);
            assertThat(turned(world.undisturbed().readBackward(stream, Long.MAX_VALUE, own.size() + 1)))
                    .isEqualTo(own);
        });
    }

    private static void requireNext(String what, long expected, long actual, RecordedEvent event) {
        if (expected != actual) {
            throw new AssertionError("%s %d was to come, and there is %s".formatted(what, expected, event));
        }
    }

    private static List<RecordedEvent> turned(List<RecordedEvent> events) {
        List<RecordedEvent> turned = new ArrayList<>(events);
        Collections.reverse(turned);
        return turned;
    }
}
