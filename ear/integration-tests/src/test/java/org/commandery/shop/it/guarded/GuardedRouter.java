package org.commandery.shop.it.guarded;

import static org.commandery.application.DispatchOptions.options;

import java.time.Duration;
import org.commandery.application.BoundedContext;
import org.commandery.router.Router;
import org.commandery.router.Routes;

/** The commands of the context. */
@BoundedContext("guarded")
public class GuardedRouter implements Router {

    @Override
    public void configure(Routes routes) {
        routes.aggregate(Gate.class)
                .identifiedBy("id")
                .prefix("gate-")
                .handledBy(Gatekeeper.class)
                .dispatch(OpenGate.class, KnockAtGate.class)
                .dispatch(WatchGate.class, watch -> watch.options(options().timeout(Duration.ofNanos(1))));
    }
}
