package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.CommandIdReused;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.WrongExpectedVersion;
import org.junit.jupiter.api.Test;

/** How a command that is sent twice is known by its id. */
public interface CommandIdBehaviours extends StoreFixture {

    @Test
    default void aCommandThatIsSentTwiceIsAnsweredTwiceAndWrittenOnce() {
        UUID command = UUID.randomUUID();
        AppendResult first = store().append(append("s", ExpectedVersion.NO_STREAM, events(2), command));
        store().append("s", ExpectedVersion.ANY, events(1));

        // The version that it expects is long passed: that does not matter the second time.
        AppendResult second = store().append(append("s", ExpectedVersion.NO_STREAM, events(2), command));

        assertThat(first).isEqualTo(new AppendResult("s", 2, 2, 2, false));
        assertThat(second).isEqualTo(new AppendResult("s", 2, 2, 2, true));
        assertThat(store().findCommand(command)).contains(second);
        assertThat(store().head()).isEqualTo(3);
    }

    @Test
    default void aCommandThatManySendAtTheSameMomentIsWrittenOnce() {
        UUID command = UUID.randomUUID();

        List<AppendResult> results =
                Race.run(16, i -> () -> store().append(append("s", ExpectedVersion.ANY, events(1), command)));

        assertThat(results).filteredOn(result -> !result.repeated()).hasSize(1);
        assertThat(results).extracting(AppendResult::position).containsOnly(1L);
        assertThat(store().head()).isEqualTo(1);
    }

    @Test
    default void aCommandIdThatBelongsToAnotherStreamIsRefused() {
        UUID command = UUID.randomUUID();
        store().append(append("s", ExpectedVersion.ANY, events(1), command));

        assertThatExceptionOfType(CommandIdReused.class)
                .isThrownBy(() -> store().append(append("other", ExpectedVersion.ANY, events(1), command)))
                .satisfies(e -> assertThat(e.commandId()).isEqualTo(command));
        assertThat(store().head()).isEqualTo(1);
        assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> store().readForward("other", 1, 1));
    }

    @Test
    default void aCommandWithoutEventsIsRememberedToo() {
        UUID command = UUID.randomUUID();
        store().append("s", ExpectedVersion.ANY, events(3));

        assertThat(store().append(append("s", ExpectedVersion.exactly(3), List.of(), command)))
                .isEqualTo(new AppendResult("s", 3, 3, 0, false));
        store().append("s", ExpectedVersion.ANY, events(1));
        assertThat(store().append(append("s", ExpectedVersion.exactly(4), events(1), command)))
                .isEqualTo(new AppendResult("s", 3, 3, 0, true));
        assertThat(store().head()).isEqualTo(4);
    }

    @Test
    default void aCommandWithoutEventsCreatesNoStream() {
        UUID command = UUID.randomUUID();

        store().append(append("s", ExpectedVersion.ANY, List.of(), command));

        assertThat(store().findCommand(command)).contains(new AppendResult("s", 0, 0, 0, true));
        assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> store().readForward("s", 1, 1));
    }

    @Test
    default void aCommandThatWasRefusedIsNotRemembered() {
        UUID command = UUID.randomUUID();

        assertThatExceptionOfType(WrongExpectedVersion.class)
                .isThrownBy(() -> store().append(append("s", ExpectedVersion.exactly(1), events(1), command)));

        assertThat(store().findCommand(command)).isEmpty();
        assertThat(store().append(append("s", ExpectedVersion.NO_STREAM, events(1), command))
                        .repeated())
                .isFalse();
    }

    @Test
    default void aCommandThatNobodySentIsNotFound() {
        assertThat(store().findCommand(UUID.randomUUID())).isEmpty();
    }

    @Test
    default void anOldCommandIsForgottenAndExecutedAgain() {
        UUID command = UUID.randomUUID();
        store().append(append("s", ExpectedVersion.ANY, events(1), command));
        store().append(append("other", ExpectedVersion.ANY, List.of(), UUID.randomUUID()));

        assertThat(store().forgetCommands(Instant.now().plus(1, ChronoUnit.DAYS)))
                .isEqualTo(2);

        assertThat(store().findCommand(command)).isEmpty();
        assertThat(store().append(append("s", ExpectedVersion.ANY, events(1), command))
                        .repeated())
                .isFalse();
        assertThat(store().head()).isEqualTo(2);
    }

    @Test
    default void aCommandThatIsNotOldIsNotForgotten() {
        UUID command = UUID.randomUUID();
        store().append(append("s", ExpectedVersion.ANY, events(1), command));

        assertThat(store().forgetCommands(Instant.now().minus(1, ChronoUnit.DAYS)))
                .isZero();

        assertThat(store().findCommand(command)).isPresent();
    }

    private static Append append(String stream, ExpectedVersion expected, List<EventData> events, UUID command) {
        return Append.of(stream, expected, events).withCommandId(command);
    }
}
