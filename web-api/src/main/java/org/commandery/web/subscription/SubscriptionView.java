package org.commandery.web.subscription;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.commandery.application.Consistency;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.Segment;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.RebuildStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.SegmentStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription stands.
 *
 * @param name its name, {@code <context>.<handler>}
 * @param consistency whether a command with {@code Prefer: wait} waits for it; null when its handler is not on this node
 * @param checkpoint the last position that all of its segments have handled
 * @param head the position of the last event of all
 * @param lag how many events it has yet to handle or to pass over
 * @param state what it is doing: of its segments' states the one that needs most attention
 * @param paused why it is paused; null when it is not
 * @param failure why it is failing or waiting; null when it is not
 * @param deadLetters how many events it has put aside; null when the store cannot be reached
 * @param segments its segments, by number
 * @param rebuild how far the rebuild of its tables is; null when there is none on this node
 */
@JsonbNillable
@JsonbPropertyOrder({
    "name",
    "consistency",
    "checkpoint",
    "head",
    "lag",
    "state",
    "paused",
    "failure",
    "deadLetters",
    "segments",
    "rebuild"
})
public record SubscriptionView(
        String name,
        @Nullable Consistency consistency,
        long checkpoint,
        long head,
        long lag,
        State state,
        @Nullable String paused,
        @Nullable String failure,
        @Nullable Long deadLetters,
        List<SegmentView> segments,
        @Nullable RebuildView rebuild) {

    /**
     * How far a rebuild is.
     *
     * @param position the last position that it has handled
     * @param goal the position of the last event
     * @param begunAt when it began
     * @param secondsLeft how many seconds it will take at the rate it had up to now; null when nobody can tell yet
     */
    @JsonbNillable
    @JsonbPropertyOrder({"position", "goal", "begunAt", "secondsLeft"})
    public record RebuildView(
            long position,
            long goal,
            Instant begunAt,
            @Nullable Long secondsLeft) {

        private static @Nullable RebuildView of(@Nullable RebuildStatus status) {
            if (status == null) {
                return null;
            }
            Duration left = status.remaining();
            return new RebuildView(
                    status.position(), status.goal(), status.begunAt(), left == null ? null : left.toSeconds());
        }
    }

    /**
     * How a part of a subscription stands.
     *
     * @param number its number, from 0
     * @param checkpoint the last position that it has handled; of another node's segment as of some moments ago
     * @param owner the node that works on it; null when none does
     * @param state what it is doing
     * @param failure why it is failing, paused or waiting; null when it is not
     */
    @JsonbNillable
    @JsonbPropertyOrder({"number", "checkpoint", "owner", "state", "failure"})
    public record SegmentView(
            int number,
            long checkpoint,
            @Nullable String owner,
            State state,
            @Nullable String failure) {

        private static SegmentView of(SegmentStatus status) {
            return new SegmentView(
                    status.number(), status.checkpoint(), status.owner(), status.state(), status.failure());
        }

        /** One that only its store tells of. */
        private static SegmentView of(Checkpoint checkpoint) {
            State idle = checkpoint.owner() == null ? State.STOPPED : State.ELSEWHERE;
            return new SegmentView(
                    Segment.named(checkpoint.subscription()).number(),
                    checkpoint.position(),
                    checkpoint.owner(),
                    checkpoint.paused() == null ? idle : State.PAUSED,
                    checkpoint.paused());
        }
    }

    /** One on this node. Whether it is paused, its store knows a moment earlier. */
    static SubscriptionView of(SubscriptionStatus status, Kept kept) {
        Optional<String> paused = kept.paused(status.name());
        boolean stateIsPaused = paused.isPresent() || status.state() == State.PAUSED;
        return new SubscriptionView(
                status.name(),
                status.consistency(),
                status.checkpoint(),
                status.head(),
                status.lag(),
                paused.isPresent() && status.state() != State.STOPPED ? State.PAUSED : status.state(),
                paused.orElse(status.state() == State.PAUSED ? status.failure() : null),
                stateIsPaused ? null : status.failure(),
                kept.deadLetters(status.name()),
                status.segments().stream().map(SegmentView::of).toList(),
                RebuildView.of(status.rebuild()));
    }

    /** One that is not on this node, so that only its store tells of it. */
    static SubscriptionView of(String name, Kept kept) {
        List<SegmentView> segments = kept.of(name).stream()
                .map(SegmentView::of)
                .sorted(Comparator.comparing(SegmentView::number))
                .toList();
        long checkpoint =
                segments.stream().mapToLong(SegmentView::checkpoint).min().orElse(0);
        return new SubscriptionView(
                name,
                null,
                checkpoint,
                kept.head(),
                Math.max(0, kept.head() - checkpoint),
                segments.stream()
                        .map(SegmentView::state)
                        .max(Comparator.naturalOrder())
                        .orElse(State.STOPPED),
                kept.paused(name).orElse(null),
                null,
                kept.deadLetters(name),
                segments,
                null);
    }
}
