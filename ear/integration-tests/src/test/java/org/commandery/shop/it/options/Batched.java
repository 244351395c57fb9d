package org.commandery.shop.it.options;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import org.commandery.handler.EventBatch;
import org.commandery.handler.EventHandler;
import org.commandery.handler.Handles;
import org.commandery.shop.it.delivery.Noted;
import org.commandery.shop.it.delivery.Records;

/** Gets ten events at once at most, waits for so many, and fails with the batch of an event that is to fail, after it has written all. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "delivery"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "batched"),
            @ActivationConfigProperty(propertyName = "startFrom", propertyValue = "current"),
            @ActivationConfigProperty(propertyName = "streamPrefix", propertyValue = "batched"),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "10"),
            @ActivationConfigProperty(propertyName = "batchTimeout", propertyValue = "PT0.5S"),
            @ActivationConfigProperty(propertyName = "retryPause", propertyValue = "PT0.01S")
        })
public class Batched implements EventHandler {

    @Inject
    private Records records;

    /** Handles a batch; the number of attempts that it writes is the size of the batch. */
    @Handles(Noted.class)
    public void handle(EventBatch batch) throws IOException, SQLException {
        boolean failing = false;
        for (EventBatch.Entry entry : batch) {
            int attempts = records.write(entry.metadata(), batch.entries().size());
            failing |= attempts <= ((Noted) entry.event()).failures();
        }
        if (failing) {
            throw new IOException("failed as told");
        }
    }
}
