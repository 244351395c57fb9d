package org.commandery.shop.it.guarded;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.middleware.CommandAudited;

/** Writes who did what at the gates into a stream, where the test reads it. */
@ApplicationScoped
public class Chronicle {

    @Inject
    @BoundedContext("guarded")
    private Application application;

    void note(@Observes CommandAudited audited) {
        if (audited.command().context().equals("guarded")) {
            String outcome = audited.failure()
                    .map(failure -> failure.getClass().getSimpleName())
                    .orElse("done");
            String entry = "{\"who\": \"%s\", \"what\": \"%s\", \"outcome\": \"%s\"}"
                    .formatted(
                            audited.caller().orElse("somebody"),
                            audited.command().command().getClass().getSimpleName(),
                            outcome);
            application.eventStore().append("chronicle", ExpectedVersion.ANY, List.of(EventData.of("noted", entry)));
        }
    }
}
