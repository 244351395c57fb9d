package org.commandery.runtime.aggregate;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.commandery.application.Lifespan;
import org.jspecify.annotations.Nullable;

/** Asks the rules of an execution how long its aggregate stays in memory. */
final class Lifespans {

    /** There is nothing to change. */
    static final long AS_BEFORE = -1;

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Lifespans() {}

    /** How many nanoseconds it stays after a command that was executed. */
    static long after(Execution execution, Executed executed) {
        Lifespan lifespan = execution.lifespan();
        if (lifespan == Lifespan.DEFAULT) {
            return AS_BEFORE;
        }
        List<Object> events = executed.events();
        return nanos(
                execution,
                () -> events.isEmpty()
                        ? lifespan.afterCommand(execution.command())
                        : lifespan.afterEvent(events.get(events.size() - 1)));
    }

    /** How many nanoseconds it stays after a command that failed. */
    static long after(Execution execution, Throwable error) {
        return nanos(execution, () -> execution.lifespan().afterError(error));
    }

    private static long nanos(Execution execution, Supplier<@Nullable Duration> lifespan) {
        try {
            Duration duration = lifespan.get();
            if (duration == null || duration.isNegative()) {
                AggregateLog.LOG.invalidLifespan(execution.stream(), duration);
                return Long.MAX_VALUE;
            }
            return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
        } catch (RuntimeException e) {
            AggregateLog.LOG.lifespanFailed(execution.stream(), e);
            return Long.MAX_VALUE;
        }
    }
}
