package org.commandery.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.commandery.application.Consistency;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.RebuildStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandlerFiguresTest {

    @Test
    void rebuildsAreCountedOverTenantsAndTheOneThatIsFurthestBehindSaysHowMuchIsLeft() {
        HandlerFigures one = figures(rebuild(40, 100));
        HandlerFigures other = figures(rebuild(10, 30));
        HandlerFigures none = figures(null);

        assertThat(one.rebuilds()).isEqualTo(1);
        assertThat(one.rebuildLag()).isEqualTo(60);
        assertThat(one.and(other).and(none).rebuilds()).isEqualTo(2);
        assertThat(one.and(other).and(none).rebuildLag()).isEqualTo(60);
        assertThat(none.rebuilds()).isZero();
        assertThat(none.rebuildLag()).isZero();
    }

    private static HandlerFigures figures(@Nullable RebuildStatus rebuild) {
        SubscriptionStatus status = new SubscriptionStatus(
                "accounts.statements", Consistency.EVENTUAL, 100, 100, State.LIVE, null, List.of(), rebuild);
        return HandlerFigures.of(status, 0, 0);
    }

    private static RebuildStatus rebuild(long position, long goal) {
        return new RebuildStatus(position, goal, Instant.EPOCH, null);
    }
}
