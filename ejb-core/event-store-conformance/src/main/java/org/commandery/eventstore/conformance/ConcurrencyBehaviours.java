package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.positions;
import static org.commandery.eventstore.conformance.Events.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.WrongExpectedVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happens when several append at the same moment. */
public interface ConcurrencyBehaviours extends StoreFixture {

    @Test
    @DisplayName("A03 appends to a new stream at the same moment all succeed when any version will do")
    default void appendsToANewStreamAtTheSameMomentAllSucceed() {
        List<AppendResult> results = Race.run(4, i -> () -> store().append("s", ExpectedVersion.ANY, events(5)));

        assertThat(results).extracting(AppendResult::version).containsExactlyInAnyOrder(5L, 10L, 15L, 20L);
        assertThat(versions(store().readForward("s", 1, 100))).isEqualTo(numbers(1, 20));
    }

    @Test
    @DisplayName("A04 appends to an existing stream at the same moment all succeed when any version will do")
    default void appendsToAnExistingStreamAtTheSameMomentAllSucceed() {
        store().append("s", ExpectedVersion.ANY, events(3));

        List<AppendResult> results = Race.run(4, i -> () -> store().append("s", ExpectedVersion.ANY, events(1)));

        assertThat(results).extracting(AppendResult::version).containsExactlyInAnyOrder(4L, 5L, 6L, 7L);
        assertThat(versions(store().readForward("s", 1, 100))).isEqualTo(numbers(1, 7));
    }

    @Test
    default void ofManyWhoExpectTheSameVersionOneWins() {
        for (long version = 0; version < 20; version++) {
            ExpectedVersion expected = ExpectedVersion.exactly(version);
            List<Boolean> won = Race.run(8, i -> () -> wins("s", expected));
            assertThat(won).containsOnlyOnce(true);
        }
        assertThat(versions(store().readForward("s", 1, 100))).isEqualTo(numbers(1, 20));
    }

    private boolean wins(String stream, ExpectedVersion expected) {
        try {
            store().append(stream, expected, events(1));
            return true;
        } catch (WrongExpectedVersion e) {
            return false;
        }
    }

    @Test
    default void theEventsOfAnAppendStandNextToEachOther() {
        Race.run(8, i -> () -> {
            for (int n = 0; n < 20; n++) {
                AppendResult result = store().append("s-" + i, ExpectedVersion.ANY, events(3));
                List<RecordedEvent> written = store().readAllForward(result.position() - 3, 3);
                assertThat(written).extracting(RecordedEvent::stream).containsOnly("s-" + i);
                assertThat(written.get(2).version()).isEqualTo(result.version());
            }
            return true;
        });
    }

    @Test
    @DisplayName("A27 a reader who follows fifty writers misses no event and sees none out of order")
    default void aReaderWhoFollowsFiftyWritersMissesNothing() {
        int writers = 50;
        int appends = 20;
        List<Callable<List<Long>>> work = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            work.add(writer("stream-" + i, appends));
        }
        work.add(() -> follow(writers * appends * 2));

        List<List<Long>> seen = Race.run(work.size(), work::get);

        assertThat(seen.get(writers)).isEqualTo(numbers(1, writers * appends * 2L));
        assertThat(store().head()).isEqualTo(writers * appends * 2L);
    }

    private Callable<List<Long>> writer(String stream, int appends) {
        return () -> {
            for (int n = 0; n < appends; n++) {
                store().append(stream, ExpectedVersion.exactly(n * 2L), events(2));
            }
            return List.of();
        };
    }

    private List<Long> follow(int events) {
        List<Long> seen = new ArrayList<>();
        while (seen.size() < events) {
            long last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
            seen.addAll(positions(store().readAllForward(last, 37)));
        }
        return seen;
    }
}
