package org.commandery.runtime.aggregate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates that stay in memory between commands, as they are stored. There are so many at most; each leaves when its lifespan is over, and any of
 * them when memory is short, as only soft references hold them. What is missing is read again, and what is old is found out when it is used.
 */
final class AggregateCache {

    private final Cache<AggregateKey, Live> aggregates;

    /** @param most how many stay at most; 0 for none */
    AggregateCache(int most) {
        this(most, Ticker.systemTicker());
    }

    AggregateCache(int most, Ticker ticker) {
        // The caller's thread keeps house, as any other would outlive the deployment.
        aggregates = Caffeine.newBuilder()
                .maximumSize(most)
                .softValues()
                .expireAfter(Expiry.accessing((AggregateKey key, Live live) -> keep(live)))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    private static Duration keep(Live live) {
        return Duration.ofNanos(live.keepNanos());
    }

    @Nullable
    Live find(AggregateKey key) {
        return aggregates.getIfPresent(key);
    }

    /** Puts an aggregate in, unless it has no events: there is nothing that reading would take time for. */
    void put(AggregateKey key, Live live) {
        if (live.version() > 0) {
            aggregates.put(key, live);
        }
    }

    /** Puts an aggregate in that somebody else may have put in at a later version. */
    void putNewer(AggregateKey key, Live live) {
        Live known = find(key);
        if (known == null || known.version() <= live.version()) {
            put(key, live);
        }
    }

    void remove(AggregateKey key) {
        aggregates.invalidate(key);
    }

    /** Takes all out. */
    void clear() {
        aggregates.invalidateAll();
    }

    /** Says how long an aggregate stays from its last use on. */
    void keep(AggregateKey key, long nanos) {
        if (nanos == 0) {
            remove(key);
        } else {
            aggregates
                    .asMap()
                    .computeIfPresent(key, (same, live) -> live.keepNanos() == nanos ? live : live.kept(nanos));
        }
    }

    /** How many there are. */
    long size() {
        aggregates.cleanUp();
        return aggregates.estimatedSize();
    }
}
