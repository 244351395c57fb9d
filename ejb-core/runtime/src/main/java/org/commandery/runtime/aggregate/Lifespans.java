package org.commandery.runtime.aggregate;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.commandery.application.Lifespan;
import org.jspecify.annotations.Nullable;

/** Asks after each command how long its aggregate stays in memory. */
final class Lifespans {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final AggregateCache cache;

    Lifespans(AggregateCache cache) {
        this.cache = cache;
    }

    void afterCommand(AggregateKey key, Execution execution, Executed executed) {
        Lifespan lifespan = execution.lifespan();
        if (lifespan == Lifespan.DEFAULT) {
            return;
        }
        List<Object> events = executed.events();
        keep(
                key,
                () -> events.isEmpty()
                        ? lifespan.afterCommand(execution.command())
                        : lifespan.afterEvent(events.get(events.size() - 1)));
    }

    void afterError(AggregateKey key, Execution execution, Throwable error) {
        keep(key, () -> execution.lifespan().afterError(error));
    }

    private void keep(AggregateKey key, Supplier<@Nullable Duration> lifespan) {
        cache.keep(key, nanos(key.stream(), lifespan));
    }

    private static long nanos(String stream, Supplier<@Nullable Duration> lifespan) {
        try {
            Duration duration = lifespan.get();
            if (duration == null || duration.isNegative()) {
                AggregateLog.LOG.invalidLifespan(stream, duration);
                return Long.MAX_VALUE;
            }
            return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
        } catch (RuntimeException e) {
            AggregateLog.LOG.lifespanFailed(stream, e);
            return Long.MAX_VALUE;
        }
    }
}
