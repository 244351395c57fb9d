package org.commandery.shop.it.options;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.commandery.event.EventMetadata;
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.EventHandler;
import org.commandery.handler.FailureContext;
import org.commandery.shop.it.delivery.Noted;
import org.commandery.shop.it.delivery.Records;

/** Decides itself: two attempts, and then it passes over what it cannot handle. What it has committed it writes down once more. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "delivery"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "deciding"),
            @ActivationConfigProperty(propertyName = "startFrom", propertyValue = "current"),
            @ActivationConfigProperty(propertyName = "stream", propertyValue = "deciding")
        })
public class Deciding implements EventHandler {

    @Inject
    private Records records;

    /** Handles an event. */
    public void handle(Noted event, EventMetadata metadata) throws IOException, SQLException {
        if (records.write(metadata) <= event.failures()) {
            throw new IOException("failed as told");
        }
    }

    /** Writes down what is committed. */
    public void afterCommit(Noted event, EventMetadata metadata) throws SQLException {
        records.writeAs("delivery.deciding/committed", metadata, 0);
    }

    /** Passes over what has failed twice. */
    public ErrorDecision onError(Throwable error, FailureContext failure) {
        if (!(error instanceof IOException)) {
            return ErrorDecision.stop();
        }
        return failure.context().containsKey("second")
                ? ErrorDecision.skip()
                : new ErrorDecision.Retry(Duration.ofMillis(10), Map.of("second", true));
    }
}
